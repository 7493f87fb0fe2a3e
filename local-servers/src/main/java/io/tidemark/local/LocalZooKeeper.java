package io.tidemark.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/** One ZooKeeper server in this JVM. Data in its folder outlives it, also after a kill. Thread-safe. */
public final class LocalZooKeeper implements AutoCloseable {

    private static final long START_TIMEOUT_MILLIS = 30_000;

    private final Settings settings;
    private final ZooKeeperServerEmbedded server;
    private final FolderLock lock;

    private LocalZooKeeper(Settings settings, ZooKeeperServerEmbedded server, FolderLock lock) {
        this.settings = settings;
        this.server = server;
        this.lock = lock;
    }

    /**
     * Where it works.
     *
     * @param dataDir a folder of its own, created if missing
     * @param port its client port, 0 for any free one
     */
    public record Settings(Path dataDir, int port) {

        public Settings {
            dataDir = dataDir.toAbsolutePath();
            Ports.requireValid(port);
        }
    }

    /**
     * Starts it and returns when it serves.
     *
     * @throws PortTakenException if its port is taken
     * @throws DataInUseException if its folder is in use
     * @throws LocalServerException if it does not start for another reason; then nothing is left running
     */
    public static LocalZooKeeper start(Settings wanted) {
        FolderLock lock = FolderLock.take(wanted.dataDir());
        try {
            Settings settings = new Settings(wanted.dataDir(), Ports.take("ZooKeeper", wanted.port()));
            return new LocalZooKeeper(settings, serve(settings), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** {@code host:port} for clients. */
    public String connectString() {
        return Ports.LOOPBACK + ":" + settings.port();
    }

    /** The settings in force, with the port that it listens on: start again with them to restart. */
    public Settings settings() {
        return settings;
    }

    @Override
    public void close() {
        server.close();
        lock.close();
    }

    private static ZooKeeperServerEmbedded serve(Settings settings) {
        ZooKeeperServerEmbedded server = null;
        try {
            deleteLeftovers(settings.dataDir());
            server = ZooKeeperServerEmbedded.builder()
                    .baseDir(settings.dataDir())
                    .configuration(configuration(settings))
                    .exitHandler(ExitHandler.LOG_ONLY)
                    .build();
            server.start(START_TIMEOUT_MILLIS);
            return server;
        } catch (Exception e) {
            if (server != null) {
                server.close();
            }
            if (Ports.isTaken(e)) {
                throw new PortTakenException("ZooKeeper", settings.port(), e);
            }
            throw new LocalServerException("ZooKeeper did not start in " + settings.dataDir() + ": " + e, e);
        }
    }

    private static Properties configuration(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("clientPort", Integer.toString(settings.port()));
        properties.setProperty("clientPortAddress", Ports.LOOPBACK);
        properties.setProperty("tickTime", "1000");
        properties.setProperty("maxClientCnxns", "0");
        properties.setProperty("admin.enableServer", "false");
        properties.setProperty("autopurge.snapRetainCount", "3");
        properties.setProperty("autopurge.purgeInterval", "1");
        return properties;
    }

    // The embedded server writes one such file per start and leaves it.
    private static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "zookeeper.configuration*.properties")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
