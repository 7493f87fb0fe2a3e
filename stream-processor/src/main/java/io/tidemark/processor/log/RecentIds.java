package io.tidemark.processor.log;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.processor.fold.IdReadBack;
import io.tidemark.processor.fold.SeenIds;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back the ids that stand before the place from which a partition is folded on. However far it has
 * to read, in memory are only the ids that matter there and what the log's reader has fetched, one partition's at a time.
 * Thread-safe.
 */
final class RecentIds {

    private static final Logger LOG = LoggerFactory.getLogger(RecentIds.class);
    private static final long SAY_EVERY_MS = Duration.ofSeconds(2).toMillis();

    private final LogReader log;
    private final Ticker ticker;
    private final Lock oneByOne = new ReentrantLock();

    RecentIds(LogReader log, Ticker ticker) {
        this.log = log;
        this.ticker = ticker;
    }

    /**
     * What was read back.
     *
     * @param lost which ids may be missing that can still matter, in words; null: none
     */
    record Ids(SeenIds seen, @Nullable String lost) {}

    /**
     * Blocks; any exception means that Kafka is away and that it is to be tried again.
     *
     * @param from      from where on an id may count
     * @param beginning the first offset that the log still has
     * @param position  from where folding goes on
     * @param unwanted  asked while it reads: whether nobody waits for the result any more
     */
    Ids read(
            TopicPartition partition,
            Deduplication rule,
            LogPoint from,
            long beginning,
            LogPoint position,
            BooleanSupplier unwanted)
            throws Exception {
        long end = position.offset();
        long first = Math.min(Math.max(from.offset(), beginning), end);
        IdReadBack ids = new IdReadBack(rule, from.logTime());
        Pace pace = new Pace(partition, end, unwanted);
        if (first < end) {
            oneByOne.lockInterruptibly();
            try {
                pace.endIfUnwanted();
                log.read(
                        partition,
                        first,
                        end,
                        record -> {
                            pace.at(record.offset());
                            ids.add(record.value(), record.offset(), record.timestamp(), OriginalTime.of(record));
                        },
                        unwanted);
            } finally {
                oneByOne.unlock();
            }
        }
        SeenIds seen = ids.upTo(end);
        pace.done(first, seen.size());
        boolean lost = first > from.offset()
                && canMatter(beginning, position, rule)
                && !ids.reachesBackFarEnough(position.logTime());
        return new Ids(seen, lost ? say(partition, from.offset(), beginning) : null);
    }

    /** Whether anything was folded before the log's beginning, and not too many offsets ago. */
    private static boolean canMatter(long beginning, LogPoint position, Deduplication rule) {
        return position.logTime() != PartitionBatch.NO_LOG_TIME && beginning > position.offset() - rule.distance();
    }

    private static String say(TopicPartition partition, long from, long beginning) {
        String lost = "the log begins at " + beginning + " by now, so which ids stood from " + from
                + " on until there cannot be read: a duplicate of one of them may be counted";
        LOG.warn("{}: {}", partition, lost);
        return lost;
    }

    /** Says how far it is, and ends what nobody waits for. */
    private final class Pace {

        private static final int LOOK_EVERY = 1 << 12;

        private final TopicPartition partition;
        private final long position;
        private final BooleanSupplier unwanted;
        private final long began = ticker.millis();
        private long nextSaid = began + SAY_EVERY_MS;
        private int records;

        Pace(TopicPartition partition, long position, BooleanSupplier unwanted) {
            this.partition = partition;
            this.position = position;
            this.unwanted = unwanted;
        }

        void at(long offset) {
            if (++records % LOOK_EVERY == 0) {
                look(offset);
            }
        }

        void endIfUnwanted() {
            if (unwanted.getAsBoolean()) {
                throw new CancellationException();
            }
        }

        private void look(long offset) {
            endIfUnwanted();
            if (ticker.millis() >= nextSaid) {
                nextSaid = ticker.millis() + SAY_EVERY_MS;
                LOG.info("{} reads back ids: at {} of {}", partition, offset, position);
            }
        }

        void done(long first, int ids) {
            long millis = ticker.millis() - began;
            if (millis >= SAY_EVERY_MS) {
                LOG.info("{} read {} ids back from {} to {} in {} ms", partition, ids, first, position, millis);
            }
        }
    }
}
