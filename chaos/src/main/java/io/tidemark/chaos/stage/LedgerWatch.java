package io.tidemark.chaos.stage;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks on as the log grows and the ledger follows it. Thread-safe. */
public final class LedgerWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 50;
    private static final long UNKNOWN = -1;

    /** Who is no further behind than this has caught up… */
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** …if that stays so for this long. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Stage stage;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * One look.
     *
     * @param ledger how many offsets are folded, {@link #UNKNOWN} if Redis does not say
     * @param log    how many there are
     * @param fresh  whether Kafka has just said so
     */
    private record Sample(long nanos, long ledger, long log, boolean fresh) {}

    /** Begins to look. */
    public LedgerWatch(Stage stage) {
        this.stage = stage;
        this.thread = new Thread(this::run, "ledger-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a look that began after that moment found the ledger at the end of the log. */
    public synchronized boolean isAtEndSince(long nanos) {
        if (samples.isEmpty()) {
            return false;
        }
        Sample last = samples.get(samples.size() - 1);
        return last.nanos > nanos && last.fresh && last.log > 0 && last.ledger == last.log;
    }

    /** How many offsets the ledger said last are folded; -1 if it did not say. */
    public synchronized long folded() {
        return samples.isEmpty() ? UNKNOWN : samples.get(samples.size() - 1).ledger;
    }

    /** For messages. */
    public synchronized String state() {
        if (samples.isEmpty()) {
            return "nothing is known yet";
        }
        Sample last = samples.get(samples.size() - 1);
        return "the ledger is at " + last.ledger + " of " + last.log;
    }

    /**
     * From the moment when the cause was gone until the ledger followed the log again; empty if it never did.
     *
     * @param nanos that moment
     */
    public synchronized OptionalDouble recoverySeconds(long nanos) {
        // Beyond what was there at that moment, if anything came after it: a log that stands still is followed by
        // anybody.
        long least = Math.min(logAt(nanos) + 1, samples.isEmpty() ? 0 : samples.get(samples.size() - 1).log);
        Sample since = null;
        for (Sample sample : samples) {
            if (sample.nanos < nanos) {
                continue;
            }
            boolean follows = sample.ledger >= Math.max(least, logAt(sample.nanos - BEHIND_NANOS));
            if (!follows) {
                since = null;
            } else if (since == null) {
                since = sample;
            } else if (sample.nanos - since.nanos >= STEADY_NANOS) {
                return OptionalDouble.of((since.nanos - nanos) / 1e9);
            }
        }
        return since == null ? OptionalDouble.empty() : OptionalDouble.of((since.nanos - nanos) / 1e9);
    }

    /** The end of the log as it was known then. */
    private long logAt(long nanos) {
        long log = 0;
        for (int i = samples.size() - 1; i >= 0; i--) {
            if (samples.get(i).nanos <= nanos) {
                return samples.get(i).log;
            }
        }
        return log;
    }

    private void run() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stage.bootstrapServers(), "default.api.timeout.ms", 400);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            long log = 0;
            while (!closed) {
                long now = System.nanoTime();
                long end = end(consumer);
                log = Math.max(log, end);
                Sample sample = new Sample(now, ledger(), log, end != UNKNOWN);
                synchronized (this) {
                    samples.add(sample);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException | KafkaException e) {
            // closed
        }
    }

    private static long end(KafkaConsumer<?, ?> consumer) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(Stage.TOPIC).stream()
                    .map(partition -> new TopicPartition(Stage.TOPIC, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions, Duration.ofMillis(400)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return UNKNOWN;
        }
    }

    private long ledger() {
        try {
            return stage.folded();
        } catch (RedisException e) {
            return UNKNOWN;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
