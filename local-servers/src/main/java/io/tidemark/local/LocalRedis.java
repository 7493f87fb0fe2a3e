package io.tidemark.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
     * @param options more of Redis' own, such as {@code --replicaof}, {@code 127.0.0.1 6379}; they win over ours
     */
    public record Settings(Path dataDir, int port, List<String> options) {

        public Settings {
            dataDir = dataDir.toAbsolutePath();
            Ports.requireValid(port);
            options = List.copyOf(options);
        }

        /** With our options alone. */
        public Settings(Path dataDir, int port) {
            this(dataDir, port, List.of());
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
            Settings settings = new Settings(wanted.dataDir(), Ports.take("Redis", wanted.port()), wanted.options());
            return new LocalRedis(
                    settings, RedisChild.start(settings.dataDir(), settings.port(), null, options(settings)), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static List<String> options(Settings settings) {
        List<String> options = new ArrayList<>(List.of("--appendonly", "yes", "--appendfsync", "everysec"));
        options.addAll(List.of("--save", "", "--maxmemory-policy", "noeviction"));
        // A hash is slow to increment while it is a listpack.
        options.addAll(List.of("--hash-max-listpack-entries", "64"));
        options.addAll(settings.options());
        return options;
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

    /** Ends it as the power would (kill -9), and returns when it is gone. */
    public void kill() {
        child.kill();
        lock.close();
    }

    /** Ends it, its data written; a Redis that does not end by itself within 10 s is killed. */
    @Override
    public void close() {
        child.stop();
        lock.close();
    }
}
