package io.tidemark.processor.log;

import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.log.DeadLetters.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of one consumer need to fold: the store, the catalog compiled for this thread, the dead-letter
 * topic, and the look-up of their places on another thread. Confined to the consumer's thread.
 */
final class Folding {

    private final MetricWriter store;
    private final Catalogs catalogs;
    private final DeadLetters deadLetters;
    private final LogPlace places;
    private final Duration patience;
    private final Executor elsewhere;
    private final Meters meters;
    private final Ticker ticker;
    private final int maxOperations;
    private CompiledCatalog compiled;

    /** What the store's silence was in this pass; null while it answers. */
    private @Nullable StoreUnavailableException away;

    Folding(Surroundings around, Catalogs catalogs, Meters meters) {
        this.store = around.store();
        this.catalogs = catalogs;
        this.deadLetters = new DeadLetters(around.producer(), around.deadLetterTopic());
        this.places = new LogPlace(
                around.logs(), store, around.starts(), catalogs, new RecentIds(around.reader(), around.ticker()));
        this.patience = around.patience();
        this.elsewhere = around.elsewhere();
        this.ticker = around.ticker();
        this.maxOperations = around.maxOperations();
        this.meters = meters;
        this.compiled = new CompiledCatalog(catalogs.inForce());
    }

    Ticker ticker() {
        return ticker;
    }

    int maxOperations() {
        return maxOperations;
    }

    Meters meters() {
        return meters;
    }

    /**
     * All partitions take their turn once more. A store that hangs is waited for once in a pass: as many times as there are
     * partitions may be longer than a consumer may stay away from its group.
     */
    void beginPass() {
        away = null;
    }

    TopicLedger ledger(String topic) {
        return ask(() -> store.ledger(topic));
    }

    CompiledCatalog catalog() {
        // By identity: after an emptied store another catalog may have the same number.
        if (compiled.version() != catalogs.inForce()) {
            compiled = new CompiledCatalog(catalogs.inForce());
        }
        return compiled;
    }

    void refreshCatalog() {
        ask(catalogs::refresh);
    }

    ApplyResult apply(PartitionBatch batch) {
        return ask(() -> timed(batch));
    }

    private <T> T ask(Supplier<T> question) {
        if (away != null) {
            throw away;
        }
        try {
            return question.get();
        } catch (StoreUnavailableException e) {
            away = e;
            throw e;
        }
    }

    private ApplyResult timed(PartitionBatch batch) {
        long start = System.nanoTime();
        try {
            return store.apply(batch);
        } finally {
            meters.apply().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    void countApplied(PartitionBatch batch) {
        meters.countApplied(batch);
    }

    Recovery countRecovery(TopicPartition partition, RecoveryReason reason) {
        return meters.countRecovery(partition, reason);
    }

    void countRefused() {
        meters.countRefused();
    }

    CompletableFuture<Void> send(List<DeadLetter> rejected) {
        return deadLetters.send(rejected);
    }

    /** Whether it is done after a moment in which a broker that is well has long answered. */
    boolean awaitBriefly(CompletableFuture<Void> future) {
        try {
            future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Looks up a partition's place on another thread: it may take longer than a consumer may stay away from its group. A
     * search that is cancelled ends soon.
     *
     * @param refused a place that the log has refused; null: none
     */
    CompletableFuture<Recovered> find(TopicPartition partition, @Nullable Position refused) {
        CompletableFuture<Recovered> found = new CompletableFuture<>();
        run(() -> places.find(partition, refused, found::isCancelled), found);
        return found;
    }

    /** By topic, what its log looks like now. */
    CompletableFuture<Map<String, LogView>> look(Set<String> topics) {
        CompletableFuture<Map<String, LogView>> seen = new CompletableFuture<>();
        run(() -> places.look(topics), seen);
        return seen;
    }

    private <T> void run(Callable<T> call, CompletableFuture<T> result) {
        elsewhere.execute(() -> {
            try {
                result.complete(call.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(e);
            } catch (Throwable e) { // what nobody completes would be waited for in vain
                result.completeExceptionally(e);
            }
        });
    }
}
