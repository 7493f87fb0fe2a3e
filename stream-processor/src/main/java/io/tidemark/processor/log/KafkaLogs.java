package io.tidemark.processor.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The logs in Kafka. Thread-safe. */
public final class KafkaLogs implements Logs {

    private static final long TIMEOUT_SECONDS = 5;

    private final Admin kafka;

    /** @param kafka owned by the caller */
    public KafkaLogs(Admin kafka) {
        this.kafka = kafka;
    }

    @Override
    public LogView look(String topic) throws Exception {
        TopicDescription description = Objects.requireNonNull(
                await(kafka.describeTopics(Set.of(topic)).allTopicNames()).get(topic));
        return new LogView(
                description.topicId().toString(),
                offsets(description, OffsetSpec.earliest()),
                offsets(description, OffsetSpec.latest()));
    }

    private Map<Integer, Long> offsets(TopicDescription topic, OffsetSpec which) throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
        Map<Integer, Long> offsets = new HashMap<>();
        var results = kafka.listOffsets(wanted);
        for (TopicPartition partition : wanted.keySet()) {
            offsets.put(
                    partition.partition(),
                    await(results.partitionResult(partition)).offset());
        }
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
