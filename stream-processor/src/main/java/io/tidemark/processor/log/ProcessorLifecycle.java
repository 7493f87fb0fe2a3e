package io.tidemark.processor.log;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts folding once the topics are there and the catalog is in force. What is away meanwhile is waited for, in the
 * background: the service is up and says so.
 */
public final class ProcessorLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorLifecycle.class);

    private static final long STOP_MS = 10_000;

    private final Topics topics;
    private final CatalogFollower catalogs;
    private final ConcurrentMessageListenerContainer<?, ?> container;
    private final Statuses statuses;
    private volatile @Nullable Thread starter;
    private volatile @Nullable String waitingFor = "start";

    ProcessorLifecycle(
            Topics topics,
            CatalogFollower catalogs,
            ConcurrentMessageListenerContainer<?, ?> container,
            Statuses statuses) {
        this.topics = topics;
        this.catalogs = catalogs;
        this.container = container;
        this.statuses = statuses;
    }

    /** What is missing before folding can start; null once it has. */
    public @Nullable String waitingFor() {
        boolean joining = waitingFor == null && statuses.joined() < container.getConcurrency();
        return joining ? "partitions from the consumer group" : waitingFor;
    }

    /** Whether a consumer has ended for good, which only a start of the service mends; why says the log. */
    public boolean isBroken() {
        boolean allRun =
                container.isRunning() && container.getContainers().stream().allMatch(Lifecycle::isRunning);
        return waitingFor == null && isRunning() && !allRun;
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::startFolding, "processor-start");
        thread.setDaemon(true);
        starter = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread thread = starter;
        starter = null;
        if (thread != null) {
            thread.interrupt();
            awaitEnd(thread);
        }
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return starter != null;
    }

    private void startFolding() {
        Retry retry = new Retry(Ticker.SYSTEM);
        try {
            while (!isReady()) {
                retry.later();
                while (!retry.isDue()) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped before it had started
        }
    }

    /** A start that is under way must not outlive the stop. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            topics.ensure();
            catalogs.follow();
            if (!catalogs.isAnyInForce()) {
                say(String.valueOf(catalogs.obstacle()));
                return false;
            }
            container.start();
            catalogs.goOnFollowing();
            waitingFor = null;
            return true;
        } catch (ExecutionException | TimeoutException e) {
            say("Kafka: " + e);
        } catch (RuntimeException e) {
            say(String.valueOf(e.getMessage()));
        }
        return false;
    }

    private void say(String reason) {
        if (!reason.equals(waitingFor)) {
            LOG.warn("Waiting: {}", reason);
            waitingFor = reason;
        }
    }
}
