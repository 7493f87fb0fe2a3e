package io.tidemark.chaos.stage;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalSentinel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Redis as a {@link Topology} wants it. Started and stopped by one thread, asked by any. */
public final class RedisServers implements AutoCloseable {

    private static final String REPLICA = "replica";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final RedisClient client = RedisClient.create();
    private final @Nullable TcpProxy proxy;
    private final @Nullable LocalSentinel sentinel;
    private final @Nullable SmallDisk disk;
    private volatile LocalRedis primary;
    private volatile @Nullable LocalRedis replica;
    private volatile RedisCommands<String, String> commands;

    RedisServers(Topology.Redis kind, Path folder) throws IOException {
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        Path dataDir = folder.resolve("redis");
        disk = kind == Topology.Redis.SMALL_DISK ? keep(SmallDisk.mount(dataDir)) : null;
        primary = LocalRedis.start(new LocalRedis.Settings(dataDir, 0));
        commands = connect(primary);
        proxy = kind == Topology.Redis.PROXIED ? keep(TcpProxy.before(primary.port())) : null;
        if (kind == Topology.Redis.REPLICATED) {
            LocalRedis second = LocalRedis.start(new LocalRedis.Settings(folder.resolve("replica"), 0));
            replica = second;
            replicate(second);
            sentinel = keep(LocalSentinel.start(folder.resolve("sentinel"), primary));
        } else {
            sentinel = null;
        }
    }

    /** Under a name of its own, so that it can be shut out while it lives. */
    private void replicate(LocalRedis second) {
        commands.aclSetuser(
                REPLICA, AclSetuserArgs.Builder.on().addPassword(REPLICA).allCommands());
        commands.configSet("repl-diskless-sync-delay", "0");
        RedisCommands<String, String> commandsOfSecond = connect(second);
        commandsOfSecond.configSet("masteruser", REPLICA);
        commandsOfSecond.configSet("masterauth", REPLICA);
        commandsOfSecond.replicaof(primary.host(), primary.port());
        commandsOfSecond.getStatefulConnection().close();
    }

    /** Where the values are. */
    public LocalRedis primary() {
        return primary;
    }

    /** {@code host:port} of where the values are. */
    String address() {
        return primary.host() + ":" + primary.port();
    }

    /** Commands to where the values are; one that is not answered within a second fails. */
    public RedisCommands<String, String> commands() {
        return commands;
    }

    /** The proxy of a {@link Topology.Redis#PROXIED} Redis. */
    public TcpProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    /** The disk of a {@link Topology.Redis#SMALL_DISK} Redis. */
    public SmallDisk disk() {
        return Objects.requireNonNull(disk);
    }

    /** Kills it (kill -9). */
    public void kill() {
        primary.kill();
    }

    /** Starts it again, on its port. */
    public void start() {
        primary = LocalRedis.start(primary.settings());
    }

    /** Writes all that it holds into a file of its own; the file. */
    public Path snapshot() throws IOException {
        commands.save();
        Path dataDir = primary.settings().dataDir();
        return Files.copy(dataDir.resolve("dump.rdb"), dataDir.resolve("backup.rdb"));
    }

    /** Starts it again with such a file instead of all that it wrote. */
    public void startFrom(Path snapshot) throws IOException {
        Path files = primary.settings().dataDir().resolve("appendonlydir");
        FileSystemUtils.deleteRecursively(files);
        Files.createDirectories(files);
        Files.copy(snapshot, files.resolve("appendonly.aof.1.base.rdb"));
        Files.writeString(files.resolve("appendonly.aof.manifest"), "file appendonly.aof.1.base.rdb seq 1 type b\n");
        start();
    }

    /** From now on the replica gets nothing. */
    public void cutOffReplica() {
        commands.aclSetuser(REPLICA, AclSetuserArgs.Builder.off());
        commands.clientKill(KillArgs.Builder.typeSlave());
    }

    /** Kills the primary and returns when Sentinel has replaced it by the replica. */
    public void failOver() throws InterruptedException {
        LocalRedis old = primary;
        LocalRedis next = Objects.requireNonNull(replica);
        old.kill();
        RedisCommands<String, String> commandsOfNext = connect(next);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isPrimary(commandsOfNext)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Sentinel did not make the replica the primary within 30 s");
            }
            Thread.sleep(50);
        }
        primary = next;
        commands.getStatefulConnection().close();
        commands = commandsOfNext;
        replica = old;
    }

    /** Starts the one that was replaced; Sentinel makes it a replica. */
    public void startOldPrimary() {
        replica = LocalRedis.start(Objects.requireNonNull(replica).settings());
    }

    private static boolean isPrimary(RedisCommands<String, String> server) {
        try {
            return server.info("replication").contains("role:master");
        } catch (RedisException e) {
            return false; // it drops its connections when it becomes the primary
        }
    }

    /** The settings by which a processor finds it. */
    List<String> settings() {
        return proxy == null ? directSettings() : at(proxy.port());
    }

    /** The settings by which whoever is not to be disturbed finds it. */
    List<String> directSettings() {
        if (sentinel == null) {
            return at(primary.port());
        }
        return List.of(
                "--spring.data.redis.sentinel.master=" + LocalSentinel.PRIMARY,
                "--spring.data.redis.sentinel.nodes=" + sentinel.host() + ":" + sentinel.port());
    }

    private List<String> at(int port) {
        return List.of("--spring.data.redis.host=" + primary.host(), "--spring.data.redis.port=" + port);
    }

    private RedisCommands<String, String> connect(LocalRedis server) {
        RedisURI uri = RedisURI.builder()
                .withHost(server.host())
                .withPort(server.port())
                .withTimeout(TIMEOUT)
                .build();
        return client.connect(uri).sync();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, TIMEOUT);
        primary.kill();
        LocalRedis second = replica;
        if (second != null) {
            second.kill();
        }
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed: " + e.getMessage());
            }
        }
    }
}
