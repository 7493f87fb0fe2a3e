package io.tidemark.local;

import java.nio.file.Path;

/**
 * One Redis server (7 or newer) as a child of this JVM, writing every change to its append-only file. It ends
 * with this JVM, even if that is killed; what an earlier JVM may have left running on the same folder is ended
 * before the start. Thread-safe.
 */
public final class LocalRedis implements AutoCloseable {

    private final Settings settings;
    private final RedisChild child;
    private final FolderLock lock;

    private LocalRedis(Settings settings, RedisChild child, FolderLock lock) {
        this.settings = settings;
        this.child = child;
        this.lock = lock;
    }

    /**
     * Where it works.
     *
     * @param dataDir a folder of its own, created if missing
     * @param port its port, 0 for any free one
     */
    public record Settings(Path dataDir, int port) {

        public Settings {
            dataDir = dataDir.toAbsolutePath();
            Ports.requireValid(port);
        }
    }

    /**
     * Starts it and returns when it has loaded its data and serves.
     *
     * @throws PortTakenException if its port is taken
     * @throws DataInUseException if its folder is in use
     * @throws LocalServerException if it does not start for another reason; then nothing is left running
     */
    public static LocalRedis start(Settings wanted) {
        FolderLock lock = FolderLock.take(wanted.dataDir());
        try {
            RedisOrphan.end(RedisChild.pidFile(wanted.dataDir()));
            Settings settings = new Settings(wanted.dataDir(), Ports.take("Redis", wanted.port()));
            return new LocalRedis(settings, RedisChild.start(settings), lock);
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
        return settings.port();
    }

    /** The id of the Redis process itself, for tests that stop or kill it. */
    public long pid() {
        return child.pid();
    }

    /** The settings in force, with the port that it listens on: start again with them to restart. */
    public Settings settings() {
        return settings;
    }

    /** Ends it, its data written; a Redis that does not end by itself within 10 s is killed. */
    @Override
    public void close() {
        child.stop();
        lock.close();
    }
}
