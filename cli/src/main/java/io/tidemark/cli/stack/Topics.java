package io.tidemark.cli.stack;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the stack. */
public final class Topics {

    /** Where events go unless told otherwise. */
    public static final String RAW_EVENTS = "raw-events-topic";

    static final String DEAD_LETTERS = RAW_EVENTS + "-dlt";

    private static final int PARTITIONS = 6;
    private static final short REPLICAS = 1;
    private static final long WITHIN_SECONDS = 30;

    private Topics() {}

    /** Creates those that are missing; one that is there stays as it is. */
    static void create(String kafka) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            for (String topic : List.of(RAW_EVENTS, DEAD_LETTERS)) {
                create(admin, topic);
            }
        }
    }

    /** Whether nothing was ever written to a topic that is there. */
    static boolean isUntouched(String kafka, String topic) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            Map<TopicPartition, OffsetSpec> ends = admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(WITHIN_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(t -> t.partitions().stream())
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p.partition()), p -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get(WITHIN_SECONDS, TimeUnit.SECONDS).values().stream()
                    .allMatch(end -> end.offset() == 0);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailedException("The end of the topic " + topic + " could not be read: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("The start was interrupted.", e);
        }
    }

    private static void create(Admin admin, String topic) {
        NewTopic wanted = new NewTopic(topic, PARTITIONS, REPLICAS)
                .configs(Map.of(
                        // The broker's own time: verdicts that need a clock use it, so no producer may choose it.
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                        TopicConfig.RETENTION_MS_CONFIG, "-1"));
        try {
            admin.createTopics(List.of(wanted)).all().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new CommandFailedException("The topic " + topic + " was not created: " + e.getCause(), e);
            }
        } catch (TimeoutException e) {
            throw new CommandFailedException(
                    "The topic " + topic + " was not created within " + WITHIN_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("The start was interrupted.", e);
        }
    }
}
