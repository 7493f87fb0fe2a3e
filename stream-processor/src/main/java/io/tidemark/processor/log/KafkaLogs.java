package io.tidemark.processor.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs in Kafka. Thread-safe. */
public final class KafkaLogs implements Logs {

    private static final long TIMEOUT_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);

    private final Admin kafka;

    /** @param kafka owned by the caller */
    public KafkaLogs(Admin kafka) {
        this.kafka = kafka;
    }

    @Override
    public LogView look(String topic) throws Exception {
        TopicDescription description = describe(topic);
        LogView log = lookAtAvailable(description);
        if (log.ends().size() < description.partitions().size()) {
            throw new TimeoutException(
                    "Kafka tells only of partitions " + log.ends().keySet() + " of " + topic
                            + " where their logs begin and end, and it has "
                            + description.partitions().size());
        }
        return log;
    }

    @Override
    public LogView lookAtAvailable(String topic) throws Exception {
        return lookAtAvailable(describe(topic));
    }

    private TopicDescription describe(String topic) throws Exception {
        return Objects.requireNonNull(kafka.describeTopics(Set.of(topic))
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .get(topic));
    }

    private LogView lookAtAvailable(TopicDescription topic) throws InterruptedException {
        long deadline = Ticker.SYSTEM.millis() + TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS);
        ListOffsetsResult first = list(topic, OffsetSpec.earliest());
        ListOffsetsResult last = list(topic, OffsetSpec.latest());
        Map<Integer, Long> beginnings = new HashMap<>();
        Map<Integer, Long> ends = new HashMap<>();
        for (TopicPartitionInfo info : topic.partitions()) {
            TopicPartition partition = new TopicPartition(topic.name(), info.partition());
            OptionalLong beginning = offset(first, partition, deadline);
            OptionalLong end = offset(last, partition, deadline);
            if (beginning.isPresent() && end.isPresent()) {
                beginnings.put(info.partition(), beginning.getAsLong());
                ends.put(info.partition(), end.getAsLong());
            }
        }
        return new LogView(topic.topicId().toString(), beginnings, ends);
    }

    private ListOffsetsResult list(TopicDescription topic, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
        return kafka.listOffsets(wanted);
    }

    /** What has not come by the deadline does not come: all partitions are asked at once. */
    private static OptionalLong offset(ListOffsetsResult offsets, TopicPartition partition, long deadline)
            throws InterruptedException {
        try {
            long left = Math.max(0, deadline - Ticker.SYSTEM.millis());
            return OptionalLong.of(offsets.partitionResult(partition)
                    .get(left, TimeUnit.MILLISECONDS)
                    .offset());
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Kafka does not tell where the log of {} begins and ends", partition, e);
            return OptionalLong.empty();
        }
    }
}
