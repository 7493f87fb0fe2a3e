package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.processor.fold.BatchFold;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of one consumer on a log in memory, a pass at a time, with a clock that stands still until it is told. The
 * consumer is a real one that reaches no broker: it only keeps what its partitions tell it.
 */
final class DrivenPartitions implements AutoCloseable {

    static final String TOPIC = "t";
    static final long NOON = 1_678_881_600_000L; // 2023-03-15T12:00:00Z

    InMemoryMetricStore store = new InMemoryMetricStore(Clock.systemUTC());
    final Log log = new Log();
    final Starts starts = new Starts();
    final Statuses statuses = new Statuses();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", "localhost:1", "group.id", "g", "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    final Catalogs catalogs;
    private final AssignedPartitions partitions;
    private long millis;

    /** @param faults stands between the partitions and their store */
    DrivenPartitions(UnaryOperator<MetricWriter> faults) {
        this(faults, Deduplication.DEFAULT);
    }

    DrivenPartitions(UnaryOperator<MetricWriter> faults, Deduplication rule) {
        MetricWriter writer = faults.apply(currentStore());
        this.catalogs = new Catalogs(writer, new MetricCatalog(List.of(), rule), Set.of(TOPIC));
        catalogs.activateConfigured();
        this.partitions = new AssignedPartitions(
                new Surroundings(
                        writer,
                        log,
                        log,
                        starts,
                        letter -> CompletableFuture.completedFuture(null),
                        "dead-letters",
                        Duration.ZERO,
                        Runnable::run,
                        () -> millis,
                        BatchFold.MAX_OPERATIONS),
                catalogs,
                new Meters(registry, statuses, Clock.systemUTC()),
                statuses);
    }

    /** What {@link #store} is when it is asked. */
    private MetricWriter currentStore() {
        return (MetricWriter) Proxy.newProxyInstance(
                MetricWriter.class.getClassLoader(),
                new Class<?>[] {MetricWriter.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** Assigns the first so many partitions and no others, and lets them find their places. */
    void assign(int count) {
        List<TopicPartition> all =
                IntStream.range(0, count).mapToObj(DrivenPartitions::partition).toList();
        partitions.revoked(consumer.assignment());
        consumer.assign(all);
        partitions.assigned(all, consumer);
        passes(3);
    }

    /** So many passes without records, each so much later that all that is tried again is due. */
    void passes(int count) {
        for (int i = 0; i < count; i++) {
            passAfter(10_000);
        }
    }

    /** One pass without records, this much later. */
    void passAfter(long later) {
        millis += later;
        partitions.beforePoll(consumer);
    }

    /** One pass that brings everything behind where the partitions that run are. */
    void poll() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            long end = log.ends.getOrDefault(partition.partition(), 0L);
            if (!consumer.paused().contains(partition) && position < end) {
                polled.put(partition, log.between(partition, position, end));
                next.put(partition, new OffsetAndMetadata(end));
            }
        }
        next.forEach(consumer::seek);
        partitions.accept(new ConsumerRecords<>(polled, next), consumer);
    }

    /** As a consumer that finds other records before its place than those that were folded. */
    void truncate(int partition) {
        partitions.truncated(Set.of(partition(partition)), consumer, "the log was truncated");
    }

    PartitionStatus status(int partition) {
        PartitionStatus status = statuses.get(partition(partition));
        if (status == null) {
            throw new AssertionError("partition " + partition + " is not assigned");
        }
        return status;
    }

    double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    double recoveries(RecoveryReason reason) {
        return registry.find("tidemark.recoveries").tag("reason", reason.text()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    /** Of as many partitions as were appended to. */
    static final class Log implements Logs, LogReader {

        private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        final Map<Integer, Long> ends = new HashMap<>();
        final Set<Integer> leaderless = new HashSet<>();
        boolean away;
        int readBack;

        void append(int partition, String value, long time) {
            append(partition, ends.getOrDefault(partition, 0L), value, time);
        }

        /** There may be a hole between the log's end and this offset. */
        void append(int partition, long offset, String value, long time) {
            List<ConsumerRecord<byte[], byte[]>> all = records.computeIfAbsent(partition, p -> new ArrayList<>());
            byte[] bytes = value.getBytes(UTF_8);
            all.add(new ConsumerRecord<>(
                    TOPIC,
                    partition,
                    offset,
                    time,
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    bytes.length,
                    new byte[0],
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
            ends.put(partition, offset + 1);
        }

        List<ConsumerRecord<byte[], byte[]>> between(TopicPartition partition, long from, long to) {
            return records.getOrDefault(partition.partition(), List.of()).stream()
                    .filter(record -> record.offset() >= from && record.offset() < to)
                    .toList();
        }

        @Override
        public LogView look(String topic) throws TimeoutException {
            if (!leaderless.isEmpty()) {
                throw new TimeoutException("partitions " + leaderless + " have no leader");
            }
            return lookAtAvailable(topic);
        }

        @Override
        public LogView lookAtAvailable(String topic) throws TimeoutException {
            if (away) {
                throw new TimeoutException("Kafka is away");
            }
            Map<Integer, Long> known = new HashMap<>(ends);
            known.keySet().removeAll(leaderless);
            Map<Integer, Long> beginnings = new HashMap<>(known);
            beginnings.replaceAll((partition, end) -> 0L);
            return new LogView("id", beginnings, known);
        }

        @Override
        public void read(
                TopicPartition partition,
                long from,
                long to,
                Consumer<ConsumerRecord<byte[], byte[]>> sink,
                BooleanSupplier unwanted) {
            readBack++;
            between(partition, from, to).forEach(sink);
        }
    }

    static final class Starts implements TopicStarts {

        TopicStarts.Starts known = TopicStarts.Starts.NONE;

        /** Happens once, when they have been read and nothing has followed from it yet. */
        @Nullable Runnable afterRead;

        @Override
        public TopicStarts.Starts read(String topic) {
            TopicStarts.Starts read = known;
            Runnable happens = afterRead;
            afterRead = null;
            if (happens != null) {
                happens.run();
            }
            return read;
        }

        @Override
        public void add(String topic, String id, Map<Integer, Long> starts) {
            known = known.plus(id, starts);
        }
    }
}
