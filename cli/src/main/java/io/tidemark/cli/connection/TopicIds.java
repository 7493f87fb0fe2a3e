package io.tidemark.cli.connection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The ids by which Kafka tells topics from others that had the same name. Stateless. */
public final class TopicIds {

    private TopicIds() {}

    /**
     * By name, as they are now; without those that are not there.
     *
     * @param kafka {@code host:port}
     * @throws KafkaException if Kafka does not answer
     */
    public static Map<String, String> of(Collection<String> names, String kafka) {
        Map<String, String> ids = new HashMap<>();
        try (Admin admin = Admin.create(settings(kafka))) {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(names).topicNameValues().entrySet()) {
                try {
                    ids.put(topic.getKey(), topic.getValue().get().topicId().toString());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException
                            || e.getCause() instanceof InvalidTopicException)) {
                        throw new KafkaException(String.valueOf(e.getCause()), e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return ids;
    }

    /** For a client that asks a few questions and gives up soon. */
    public static Map<String, Object> settings(String kafka) {
        return Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000);
    }
}
