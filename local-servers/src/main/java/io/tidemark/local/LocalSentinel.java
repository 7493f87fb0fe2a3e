package io.tidemark.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Redis Sentinel as a child of this JVM: it watches one primary with its replicas, and decides by itself that the
 * primary is down after a second without an answer. Thread-safe.
 */
public final class LocalSentinel implements AutoCloseable {

    /** The name under which it knows the primary. */
    public static final String PRIMARY = "tidemark";

    private final int port;
    private final RedisChild child;
    private final FolderLock lock;

    private LocalSentinel(int port, RedisChild child, FolderLock lock) {
        this.port = port;
        this.child = child;
        this.lock = lock;
    }

    /**
     * Starts it on a free port and returns when it answers.
     *
     * @param dataDir a folder of its own, created if missing; what it knew from an earlier start is forgotten
     * @throws LocalServerException if it does not start; then nothing is left running
     */
    public static LocalSentinel start(Path dataDir, LocalRedis primary) {
        Path folder = dataDir.toAbsolutePath();
        FolderLock lock = FolderLock.take(folder);
        try {
            RedisOrphan.end(RedisChild.pidFile(folder));
            int port = Ports.take("Sentinel", 0);
            // Sentinel writes into this file what it finds out.
            Path file = folder.resolve("sentinel.conf");
            Files.write(
                    file,
                    List.of(
                            "sentinel monitor " + PRIMARY + " " + primary.host() + " " + primary.port() + " 1",
                            "sentinel down-after-milliseconds " + PRIMARY + " 1000",
                            "sentinel failover-timeout " + PRIMARY + " 10000"));
            return new LocalSentinel(port, RedisChild.start(folder, port, file, List.of("--sentinel")), lock);
        } catch (IOException e) {
            lock.close();
            throw new LocalServerException("Sentinel's file cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The address that it listens on. */
    public String host() {
        return Ports.LOOPBACK;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Ends it; the servers that it watches go on. */
    @Override
    public void close() {
        child.stop();
        lock.close();
    }
}
