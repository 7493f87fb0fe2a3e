package io.tidemark.processor.log;

import io.tidemark.metric.control.ControlUnavailableException;
import io.tidemark.metric.store.CatalogConflictException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the configured catalog in force whenever there is a newer one, on a thread of its own; meanwhile folding goes on by
 * the one in force. Thread-safe.
 */
public final class CatalogFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogFollower.class);

    /** ZooKeeper tells of a change at once; this is for when it cannot, and for a store that lost what was put in force. */
    private static final long LOOK_SECONDS = 5;

    private final Catalogs catalogs;
    private final Runnable followed;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThread.named("catalog"), new ThreadPoolExecutor.DiscardPolicy());
    private volatile @Nullable String obstacle;

    /** @param followed called when another catalog may be in force */
    CatalogFollower(Catalogs catalogs, ConfiguredCatalogs configured, Runnable followed) {
        this.catalogs = catalogs;
        this.followed = followed;
        configured.onChange(() -> thread.execute(this::follow));
    }

    /** Why the newest configured catalog is not the one in force; null if it is. */
    public @Nullable String obstacle() {
        return obstacle;
    }

    boolean isAnyInForce() {
        return catalogs.inForce().version() > 0;
    }

    /** Once, and what stands in the way is told by {@link #obstacle}. */
    synchronized void follow() {
        try {
            catalogs.activateConfigured();
            say(null);
        } catch (CatalogConflictException e) {
            say("the configured catalog is not put in force: " + e.getMessage());
        } catch (ControlUnavailableException e) {
            say("the configured catalog is not known: " + e.getMessage());
        } catch (RuntimeException e) {
            say(String.valueOf(e.getMessage()));
        } catch (Throwable e) { // an Error would end the thread's schedule without a word
            say("the configured catalog is not followed: " + e, e);
        }
        followed.run();
    }

    /** From now on without being told, until it is closed. */
    void goOnFollowing() {
        thread.scheduleWithFixedDelay(this::follow, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void say(@Nullable String reason) {
        say(reason, null);
    }

    private void say(@Nullable String reason, @Nullable Throwable cause) {
        if (reason != null && !reason.equals(obstacle)) {
            LOG.warn("{}; folding goes on by the one in force", reason, cause);
        }
        obstacle = reason;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
