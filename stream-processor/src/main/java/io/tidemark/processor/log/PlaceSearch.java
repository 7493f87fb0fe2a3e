package io.tidemark.processor.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The search for a partition's place in the log, on another thread, again and again until it is found. Not thread-safe. */
final class PlaceSearch {

    private final Supplier<CompletableFuture<Recovered>> search;
    private final Retry retry;
    private @Nullable CompletableFuture<Recovered> running;
    private @Nullable String failure;

    PlaceSearch(Supplier<CompletableFuture<Recovered>> search, Ticker ticker) {
        this.search = search;
        this.retry = new Retry(ticker);
    }

    /** Searches at once; what an earlier search finds is not wanted any more. */
    void start() {
        end();
        failure = null;
        retry.reset();
        running = search.get();
    }

    /** Ends a search that is going on. */
    void end() {
        if (running != null) {
            running.cancel(false);
        }
        running = null;
    }

    /** Searches again after a while. */
    void startLater() {
        end();
        retry.later();
    }

    /** What was found, once; null while there is nothing new. */
    @Nullable Recovered result() {
        if (running == null) {
            running = retry.isDue() ? search.get() : null;
            return null;
        }
        if (!running.isDone()) {
            return null;
        }
        try {
            Recovered found = running.join();
            failure = null;
            return found;
        } catch (CompletionException e) {
            failure = String.valueOf(e.getCause());
            retry.later();
            return null;
        } finally {
            running = null;
        }
    }

    /** Why the last search found nothing; null if it did, or is still going on. */
    @Nullable String failure() {
        return failure;
    }
}
