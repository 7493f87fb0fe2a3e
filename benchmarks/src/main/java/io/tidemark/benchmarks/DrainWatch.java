package io.tidemark.benchmarks;

import io.tidemark.benchmarks.CpuTimes.Part;
import io.tidemark.benchmarks.Drain.Mark;
import io.tidemark.local.ChildJvm;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.Position;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks on as the ledger advances. */
final class DrainWatch {

    /** Cheap against what is measured, and short against the seconds that it takes. */
    private static final long POLL_MILLIS = 20;

    private static final long STALLED_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final MetricReader store;
    private final ChildJvm processor;
    private final Progress progress;
    private final Map<Part, ProcessHandle> processes;

    private @Nullable Mark first;
    private @Nullable Mark half;

    DrainWatch(MetricReader store, Servers servers, ChildJvm processor, Progress progress) {
        this.store = store;
        this.processor = processor;
        this.progress = progress;
        this.processes = Map.of(
                Part.PROCESSOR, processor.handle(),
                Part.BROKER, ProcessHandle.current(),
                Part.REDIS, ProcessHandle.of(servers.redis().pid()).orElseThrow());
    }

    /** Returns when that many events have been folded; throws if nothing happens for two minutes or the processor ends. */
    Drain await(long events) throws InterruptedException {
        long folded = 0;
        long advanced = System.nanoTime();
        while (folded < events) {
            processor.requireAlive(POLL_MILLIS);
            long now = folded();
            if (now > folded) {
                folded = now;
                advanced = System.nanoTime();
                mark(folded, events);
            } else if (System.nanoTime() - advanced > STALLED_NANOS) {
                throw processor.failure("stands at " + folded + " of " + events + " events for two minutes");
            }
            if (folded > 0) {
                progress.at("drain", folded, events);
            }
        }
        return result(folded);
    }

    private void mark(long folded, long events) {
        if (first == null) {
            first = at(folded);
            progress.begin(folded);
        }
        if (half == null && folded >= events / 2) {
            half = at(folded);
        }
    }

    private Drain result(long folded) {
        Mark end = at(folded);
        return new Drain(first == null ? end : first, half == null ? end : half, end);
    }

    private Mark at(long folded) {
        return new Mark(System.nanoTime(), folded, CpuTimes.of(processes));
    }

    /** The topic was made for this benchmark and begins at 0. */
    private long folded() {
        return store.ledger(Preload.TOPIC).positions().values().stream()
                .mapToLong(Position::offset)
                .sum();
    }
}
