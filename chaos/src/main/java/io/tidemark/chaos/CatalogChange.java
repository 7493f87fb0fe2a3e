package io.tidemark.chaos;

import io.tidemark.chaos.stage.Stage;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Puts one more metric in force while the fault is there, as a processor that is configured with it would. */
final class CatalogChange implements AutoCloseable {

    private static final MetricDefinition ADDED =
            DefinitionCodec.read(Map.of("name", "events_by_country", "counter", Map.of(), "by", "data.country"));

    private static final long AGAIN_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Stage stage;
    private final Clock clock;
    private final Consumer<String> progress;
    private @Nullable Thread thread;
    private volatile boolean inForce;
    private volatile String lastFailure = "the store refused it";

    CatalogChange(Stage stage, Clock clock, Consumer<String> progress) {
        this.stage = stage;
        this.clock = clock;
        this.progress = progress;
    }

    /** Returns at once; it is tried until it succeeds. */
    void begin() {
        Thread work = new Thread(this::run, "catalog-change");
        work.setDaemon(true);
        work.start();
        thread = work;
    }

    private void run() {
        try {
            while (!isActivated()) {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            }
            inForce = true;
            progress.accept("one more metric is in force");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isActivated() {
        String[] address = stage.redisAddress().split(":", 2);
        LettuceConnectionFactory connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(address[0], Integer.parseInt(address[1])),
                LettuceClientConfiguration.builder().commandTimeout(TIMEOUT).build());
        connections.afterPropertiesSet();
        connections.start();
        try {
            return isActivated(new RedisMetricStore(connections, clock));
        } catch (RuntimeException e) {
            lastFailure = String.valueOf(e.getMessage()); // away, failed over or damaged, which is what this is about
            return false;
        } finally {
            connections.destroy();
        }
    }

    private static boolean isActivated(RedisMetricStore store) {
        CatalogVersion current = store.catalog();
        if (current.version() == 0) {
            return false; // the processors put one in force first
        }
        List<MetricDefinition> metrics = new ArrayList<>(current.catalog().definitions());
        if (metrics.contains(ADDED)) {
            return true;
        }
        metrics.add(ADDED);
        MetricCatalog next = new MetricCatalog(metrics, current.catalog().deduplication());
        return store.activate(current, next, List.of(Stage.TOPIC));
    }

    /** Returns when it was in force, and throws if that does not come about: then the run was not what it says. */
    void await() throws InterruptedException {
        if (thread != null) {
            thread.join(PATIENCE.toMillis());
        }
        if (!inForce) {
            throw new IllegalStateException("the catalog was not changed within " + PATIENCE.toSeconds()
                    + " s after the fault: " + lastFailure);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
