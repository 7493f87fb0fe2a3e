package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.processor.fold.BatchFold;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

    final InMemoryMetricStore store = new InMemoryMetricStore(Clock.systemUTC());
    final Log log = new Log();
    final Statuses statuses = new Statuses();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", "localhost:1", "group.id", "g", "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final AssignedPartitions partitions;
    private long millis;

    /** @param faults stands between the partitions and their store */
    DrivenPartitions(UnaryOperator<MetricWriter> faults) {
        MetricWriter writer = faults.apply(store);
        Catalogs catalogs = new Catalogs(writer, MetricCatalog.EMPTY, Set.of(TOPIC));
        catalogs.activateConfigured();
        this.partitions = new AssignedPartitions(
                new Surroundings(
                        writer,
                        log,
                        log,
                        new Starts(),
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

    static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** Assigns as many partitions as the log has. */
    void assignAll() {
        List<TopicPartition> all =
                log.records.keySet().stream().map(DrivenPartitions::partition).toList();
        consumer.assign(all);
        partitions.assigned(all, consumer);
    }

    /** Assigns them and lets them find their places. */
    void runAll() {
        assignAll();
        for (int i = 0; i < 3; i++) {
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
            List<ConsumerRecord<byte[], byte[]>> all = log.of(partition);
            if (!consumer.paused().contains(partition) && position < all.size()) {
                polled.put(partition, all.subList((int) position, all.size()));
                next.put(partition, new OffsetAndMetadata(all.size()));
            }
        }
        next.forEach(consumer::seek);
        partitions.accept(new ConsumerRecords<>(polled, next), consumer);
    }

    void truncated(Collection<TopicPartition> divergent) {
        partitions.truncated(Set.copyOf(divergent), consumer, "the log was truncated");
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

        final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        final Map<Integer, Long> ends = new HashMap<>();
        boolean away;
        int readBack;

        void append(int partition, String value, long time) {
            List<ConsumerRecord<byte[], byte[]>> all = records.computeIfAbsent(partition, p -> new ArrayList<>());
            byte[] bytes = value.getBytes(UTF_8);
            all.add(new ConsumerRecord<>(
                    TOPIC,
                    partition,
                    all.size(),
                    time,
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    bytes.length,
                    new byte[0],
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
            ends.put(partition, (long) all.size());
        }

        List<ConsumerRecord<byte[], byte[]>> of(TopicPartition partition) {
            return records.getOrDefault(partition.partition(), List.of());
        }

        @Override
        public LogView look(String topic) throws TimeoutException {
            if (away) {
                throw new TimeoutException("Kafka is away");
            }
            Map<Integer, Long> beginnings = new HashMap<>();
            ends.keySet().forEach(partition -> beginnings.put(partition, 0L));
            return new LogView("id", beginnings, Map.copyOf(ends));
        }

        @Override
        public void read(
                TopicPartition partition,
                long from,
                long to,
                Consumer<ConsumerRecord<byte[], byte[]>> sink,
                BooleanSupplier unwanted) {
            readBack++;
            of(partition).subList((int) from, (int) to).forEach(sink);
        }
    }

    private static final class Starts implements TopicStarts {

        private TopicStarts.Starts known = TopicStarts.Starts.NONE;

        @Override
        public TopicStarts.Starts read(@Nullable String topic) {
            return known;
        }

        @Override
        public void add(String topic, String id, Map<Integer, Long> starts) {
            known = known.plus(id, starts);
        }
    }
}
