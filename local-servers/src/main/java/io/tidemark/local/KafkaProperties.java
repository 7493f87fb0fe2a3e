package io.tidemark.local;

import java.nio.file.Path;
import java.util.Properties;

/** The {@code server.properties} of the one local node. */
final class KafkaProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private KafkaProperties() {}

    static Path logDir(LocalKafka.Settings settings) {
        // Not the data folder itself: Kafka takes every folder beside its logs for a partition.
        return settings.dataDir().resolve("log");
    }

    static Properties of(LocalKafka.Settings settings) {
        Properties properties = new Properties();
        addNode(properties, settings);
        addSingleNodeTopics(properties);
        addQuickRecovery(properties);
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("log.retention.ms", "-1");
        // The default of 128 MiB is made for servers with many compacted partitions.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        return properties;
    }

    private static void addNode(Properties properties, LocalKafka.Settings settings) {
        String client = Ports.LOOPBACK + ":" + settings.port();
        String controller = Ports.LOOPBACK + ":" + settings.controllerPort();
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("listeners", "PLAINTEXT://" + client + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + client);
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("log.dirs", logDir(settings).toString());
    }

    private static void addSingleNodeTopics(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    private static void addQuickRecovery(Properties properties) {
        // A start after a kill waits until the session of the dead broker has ended.
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // Of members by the newer protocol the broker decides when they are dead: after 45 s unless told otherwise.
        properties.setProperty("group.consumer.min.session.timeout.ms", "6000");
        properties.setProperty("group.consumer.session.timeout.ms", "6000");
        properties.setProperty("group.consumer.min.heartbeat.interval.ms", "2000");
        properties.setProperty("group.consumer.heartbeat.interval.ms", "2000");
    }
}
