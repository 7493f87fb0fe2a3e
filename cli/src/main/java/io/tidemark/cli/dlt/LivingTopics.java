package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The ids of topics as they are now, by name: one that was deleted and created again is another one. */
record LivingTopics(Map<String, String> ids) {

    static LivingTopics of(Collection<String> names, String kafka) {
        Map<String, String> ids = new HashMap<>();
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000))) {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(names).topicNameValues().entrySet()) {
                describe(topic.getValue(), kafka)
                        .ifPresent(
                                found -> ids.put(topic.getKey(), found.topicId().toString()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("The replay was interrupted.", e);
        }
        return new LivingTopics(ids);
    }

    private static Optional<TopicDescription> describe(KafkaFuture<TopicDescription> topic, String kafka)
            throws InterruptedException {
        try {
            return Optional.of(topic.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw new CommandFailedException("Kafka at " + kafka + " does not answer: " + e.getCause(), e);
        }
    }

    /** Whether the topic is the one in which the record was rejected. */
    boolean have(Letter letter) {
        return letter.place().topicId().equals(ids.get(letter.topic()));
    }
}
