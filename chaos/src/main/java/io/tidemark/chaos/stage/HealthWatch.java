package io.tidemark.chaos.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listens to what the services say of themselves: health, partitions, refused batches. Thread-safe. */
public final class HealthWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^tidemark_refused_batches_total(?:\\{[^}]*})? ([0-9.Ee+]+)$");

    private final Stage stage;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<ServiceChild, Voice> voices = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** What is known of one of them. */
    private static final class Voice {
        private final long since = System.nanoTime();
        private final List<Long> changes = new ArrayList<>();
        private @Nullable Set<String> partitions;
        private double refused;
    }

    /** Begins to listen. */
    public HealthWatch(Stage stage) {
        this.stage = stage;
        threads.execute(this::listenToAll);
    }

    /** From that moment until a service that ran by then first said that something is different; empty: none did. */
    public OptionalDouble detectionSeconds(long nanos) {
        return voices.values().stream()
                .filter(voice -> voice.since < nanos)
                .flatMap(voice -> {
                    synchronized (voice) {
                        return List.copyOf(voice.changes).stream();
                    }
                })
                .filter(change -> change >= nanos)
                .mapToDouble(change -> (change - nanos) / 1e9)
                .min();
    }

    /** How many batches the store refused, those of processors that have ended included as far as they told. */
    public long refused() {
        return Math.round(voices.values().stream()
                .mapToDouble(voice -> {
                    synchronized (voice) {
                        return voice.refused;
                    }
                })
                .sum());
    }

    private void listenToAll() {
        try {
            while (!closed) {
                stage.services()
                        .forEach(service -> voices.computeIfAbsent(service, added -> {
                            Voice voice = new Voice();
                            threads.execute(() -> listen(added, voice));
                            return voice;
                        }));
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(ServiceChild service, Voice voice) {
        try {
            while (!closed && service.isAlive()) {
                String health = service.get("/actuator/health");
                String meters = service.get("/actuator/prometheus");
                synchronized (voice) {
                    hear(voice, health, meters);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hear(Voice voice, @Nullable String health, @Nullable String meters) {
        Matcher refused = REFUSED.matcher(meters == null ? "" : meters);
        if (refused.find() && Double.parseDouble(refused.group(1)) > voice.refused) {
            voice.refused = Double.parseDouble(refused.group(1));
            voice.changes.add(System.nanoTime());
        }
        if (health == null) {
            return; // it is killed, paused or not yet up, which others have to find out
        }
        JsonNode tree = read(health);
        Set<String> partitions = new TreeSet<>(
                tree.at("/components/processor/details/partitions").propertyNames());
        boolean moved = voice.partitions != null && !voice.partitions.equals(partitions);
        voice.partitions = partitions;
        if (moved || !tree.path("status").asString("").equals("UP")) {
            voice.changes.add(System.nanoTime());
        }
    }

    private static JsonNode read(String health) {
        try {
            return JsonMapper.shared().readTree(health);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
