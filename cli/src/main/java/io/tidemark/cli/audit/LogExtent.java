package io.tidemark.cli.audit;

import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether the log still is what was folded: the same topic, from the start or before it to the ledger or beyond. */
final class LogExtent {

    private static final int TIMEOUT_SECONDS = 10;

    private final String servers;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LogExtent(String servers, KafkaConsumer<byte[], byte[]> consumer) {
        this.servers = servers;
        this.consumer = consumer;
    }

    void check(String topic, TopicLedger ledger) throws NotProvableException {
        if (ledger.topicId() == null) {
            throw new NotProvableException(
                    "the store has accounting of the topic " + topic + " but no ledger: it is lost");
        }
        String id = topicId(topic);
        if (!id.equals(ledger.topicId())) {
            throw new NotProvableException("the topic " + topic + " has the id " + id + ", the ledger is of "
                    + ledger.topicId() + ": the topic was deleted and created again");
        }
        List<TopicPartition> partitions = ledger.positions().keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .sorted((left, right) -> Integer.compare(left.partition(), right.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            check(partition, ledger, begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
        }
    }

    private static void check(TopicPartition partition, TopicLedger ledger, long begin, long end)
            throws NotProvableException {
        Long start = ledger.starts().get(partition.partition());
        long folded = ledger.positions()
                .getOrDefault(partition.partition(), Position.at(0))
                .offset();
        if (start == null) {
            throw new NotProvableException("the store does not say where " + partition + " was begun");
        }
        if (folded > end) {
            throw new NotProvableException("the ledger of " + partition + " stands at " + folded
                    + ", beyond the end of the log at " + end + ": the log was truncated or replaced");
        }
        if (begin > start && folded > start) {
            throw new NotProvableException("not provable before offset " + begin + " of " + partition
                    + ": the log no longer reaches back to " + start + ", where it was begun");
        }
    }

    private String topicId(String topic) throws NotProvableException {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000))) {
            Collection<TopicDescription> topics = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .values();
            return topics.iterator().next().topicId().toString();
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof UnknownTopicOrPartitionException
                    ? " has no topic " + topic + ", whose log was folded"
                    : " does not answer: " + e.getCause();
            throw new NotProvableException("Kafka at " + servers + reason, e);
        } catch (TimeoutException e) {
            throw new NotProvableException("Kafka at " + servers + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotProvableException("interrupted", e);
        }
    }
}
