package io.tidemark.processor.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the processor reads and writes: created if missing, refused if a fold over them would not be exact. */
final class Topics {

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin kafka;
    private final LogProperties log;

    Topics(Admin kafka, LogProperties log) {
        this.kafka = kafka;
        this.log = log;
    }

    /**
     * Creates what is missing. Throws while Kafka is away.
     *
     * @throws CompactedTopicException if Kafka compacts the log, so that it cannot be folded again
     */
    void ensure() throws ExecutionException, InterruptedException, TimeoutException {
        create(log.topic(), Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
        create(log.deadLetterTopic(), Map.of());
        refuseCompacted();
    }

    private void create(String topic, Map<String, String> settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> configs = new HashMap<>(settings);
        Duration retention = log.retention();
        if (retention != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        NewTopic wanted =
                new NewTopic(topic, Optional.of(log.partitions()), Optional.ofNullable(log.replicationFactor()));
        try {
            await(kafka.createTopics(List.of(wanted.configs(configs))).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void refuseCompacted() throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, log.topic());
        Config config = await(kafka.describeConfigs(List.of(resource)).all()).get(resource);
        if (config != null
                && config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")) {
            throw new CompactedTopicException(log.topic());
        }
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** A log from which Kafka removes records in between cannot be folded twice with the same result. */
    static final class CompactedTopicException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CompactedTopicException(String topic) {
            super("topic " + topic + " has cleanup.policy=compact, so its log cannot be folded again: use 'delete'");
        }
    }
}
