package io.tidemark.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** The consumers of the processors' group, as the broker knows them. */
final class GroupMembers implements AutoCloseable {

    /** As the processor's own settings have it. */
    private static final String GROUP = "tidemark-processor";

    private final Admin admin;

    GroupMembers(String bootstrapServers) {
        this.admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** What makes a processor's consumers known in the group, as an argument. */
    static String named(int processor) {
        return "--spring.kafka.consumer.client-id=" + name(processor);
    }

    /** Whether nothing is about to be dealt anew, and the processor reads some partition. */
    boolean hasPartitions(int processor) throws InterruptedException, ExecutionException {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(GROUP))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return group.groupState() == GroupState.STABLE
                && group.members().stream()
                        .filter(member -> member.clientId().startsWith(name(processor)))
                        .anyMatch(
                                member -> !member.assignment().topicPartitions().isEmpty());
    }

    private static String name(int processor) {
        return "processor-" + processor;
    }

    @Override
    public void close() {
        admin.close();
    }
}
