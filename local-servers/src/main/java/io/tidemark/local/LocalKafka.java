package io.tidemark.local;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka node in this JVM, broker and controller at once. Data in its folder outlives it, also after a
 * kill. Topics are not created by their first use, and nothing is deleted by age unless a topic says so.
 * Thread-safe.
 */
public final class LocalKafka implements AutoCloseable {

    private final Settings settings;
    private final KafkaRaftServer server;
    private final FolderLock lock;

    private LocalKafka(Settings settings, KafkaRaftServer server, FolderLock lock) {
        this.settings = settings;
        this.server = server;
        this.lock = lock;
    }

    /**
     * Where it works.
     *
     * @param dataDir a folder of its own, created if missing
     * @param port the port for clients, 0 for any free one
     * @param controllerPort the port for its own controller, 0 for any free one
     */
    public record Settings(Path dataDir, int port, int controllerPort) {

        public Settings {
            dataDir = dataDir.toAbsolutePath();
            Ports.requireValid(port);
            Ports.requireValid(controllerPort);
        }
    }

    /**
     * Starts it and returns when it serves.
     *
     * @throws PortTakenException if one of its ports is taken
     * @throws DataInUseException if its folder is in use
     * @throws LocalServerException if it does not start for another reason; then nothing is left running
     */
    public static LocalKafka start(Settings wanted) {
        FolderLock lock = FolderLock.take(wanted.dataDir());
        try {
            Settings settings = new Settings(
                    wanted.dataDir(),
                    Ports.take("Kafka", wanted.port()),
                    Ports.take("Kafka's controller", wanted.controllerPort()));
            return new LocalKafka(settings, serve(settings), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + settings.port();
    }

    /** The settings in force, with the ports that it listens on: start again with them to restart. */
    public Settings settings() {
        return settings;
    }

    @Override
    public void close() {
        stop(server);
        lock.close();
    }

    private static KafkaRaftServer serve(Settings settings) {
        KafkaRaftServer server = null;
        try {
            KafkaFolder.prepare(KafkaProperties.logDir(settings));
            server = new KafkaRaftServer(new KafkaConfig(KafkaProperties.of(settings), false), Time.SYSTEM);
            server.startup();
            return server;
        } catch (Exception e) {
            if (server != null) {
                stop(server);
            }
            if (Ports.isTaken(e)) {
                throw new PortTakenException("Kafka", settings.port(), e);
            }
            throw new LocalServerException("Kafka did not start in " + settings.dataDir() + ": " + e, e);
        }
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }
}
