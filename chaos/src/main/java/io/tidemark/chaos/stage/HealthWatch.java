package io.tidemark.chaos.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
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

/** Looks at what the services say of themselves: health, partitions, refused batches. Thread-safe. */
public final class HealthWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^tidemark_refused_batches_total(?:\\{[^}]*})? ([0-9.Ee+]+)$");

    private final Stage stage;
    private final boolean catalogChange;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<ServiceChild, Observed> observations = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** What is known of one of them. */
    private static final class Observed {
        private final long since = System.nanoTime();
        private final List<Long> changes = new ArrayList<>();
        private @Nullable Set<String> partitions;
        private boolean up;
        private double refused;
    }

    /**
     * Begins to look.
     *
     * @param catalogChange whether batches are refused for that too, so that a refusal does not tell of a fault
     */
    public HealthWatch(Stage stage, boolean catalogChange) {
        this.stage = stage;
        this.catalogChange = catalogChange;
        threads.execute(this::watchAll);
    }

    /** From that moment until a service that ran by then first said that something is different; empty: none did. */
    public OptionalDouble detectionSeconds(long nanos) {
        return observations.values().stream()
                .filter(observed -> observed.since < nanos)
                .flatMap(observed -> {
                    synchronized (observed) {
                        return List.copyOf(observed.changes).stream();
                    }
                })
                .filter(change -> change >= nanos)
                .mapToDouble(change -> (change - nanos) / 1e9)
                .min();
    }

    /** How many batches the store refused, those of processors that have ended included as far as they told. */
    public long refused() {
        return Math.round(observations.values().stream()
                .mapToDouble(observed -> {
                    synchronized (observed) {
                        return observed.refused;
                    }
                })
                .sum());
    }

    private void watchAll() {
        try {
            while (!closed) {
                stage.services()
                        .forEach(service -> observations.computeIfAbsent(service, added -> {
                            Observed observed = new Observed();
                            threads.execute(() -> watch(added, observed));
                            return observed;
                        }));
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(ServiceChild service, Observed observed) {
        try {
            while (!closed && service.isAlive()) {
                String health = service.get("/actuator/health");
                String meters = service.get("/actuator/prometheus");
                synchronized (observed) {
                    observe(observed, health, meters);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe(Observed observed, @Nullable String health, @Nullable String meters) {
        Matcher refused = REFUSED.matcher(meters == null ? "" : meters);
        if (refused.find() && Double.parseDouble(refused.group(1)) > observed.refused) {
            observed.refused = Double.parseDouble(refused.group(1));
            if (!catalogChange) {
                observed.changes.add(System.nanoTime());
            }
        }
        if (health == null) {
            return; // it is killed, paused or not yet up, which others have to find out
        }
        JsonNode tree = read(health);
        Set<String> partitions = ServiceChild.partitions(tree);
        boolean moved = observed.partitions != null && !observed.partitions.equals(partitions);
        observed.partitions = partitions;
        boolean up = tree.path("status").asString("").equals("UP");
        if (moved || observed.up && !up) {
            observed.changes.add(System.nanoTime());
        }
        observed.up = up;
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
