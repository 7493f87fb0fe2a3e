package io.tidemark.cli.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The id by which Kafka tells a topic from others that had the same name. */
final class TopicId {

    private static final int TIMEOUT_SECONDS = 10;

    private TopicId() {}

    static String of(String topic, String servers) throws NotProvableException {
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
