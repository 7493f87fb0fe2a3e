package io.tidemark.processor.log;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

/** Passes on what the container brings, batches and rebalances, to the partitions of the consumer that brought it. */
final class EventListener
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        partitionsOf(consumer).accept(records, consumer);
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        throw new IllegalStateException("polls are wanted whole");
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitionsOf(consumer).assigned(partitions, consumer);
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitionsOf(consumer).revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitionsOf(consumer).revoked(partitions);
    }

    private static AssignedPartitions partitionsOf(Consumer<?, ?> consumer) {
        return ((LedgerConsumer) consumer).partitions();
    }
}
