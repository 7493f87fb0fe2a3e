package io.tidemark.chaos.stage;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalSentinel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Redis as a {@link Topology} wants it. Started and stopped by one thread, asked by any. */
public final class RedisServers implements AutoCloseable {

    private static final String REPLICA = "replica";
    private static final Duration FAILED_OVER_WITHIN = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final RedisClient client = RedisClient.create();
    private final @Nullable TcpProxy proxy;
    private final @Nullable LocalSentinel sentinel;
    private final @Nullable SmallDisk disk;
    private final @Nullable RedisSentinelCommands<String, String> asked;
    private final Map<Integer, RedisCommands<String, String>> commands = new ConcurrentHashMap<>();
    private final Map<Integer, LocalRedis> servers = new ConcurrentHashMap<>();

    RedisServers(Topology.Redis kind, Path folder) throws IOException {
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        try {
            Path dataDir = folder.resolve("redis");
            disk = kind == Topology.Redis.SMALL_DISK ? keep(SmallDisk.mount(dataDir)) : null;
            LocalRedis primary = started(new LocalRedis.Settings(dataDir, 0));
            proxy = kind == Topology.Redis.PROXIED ? keep(TcpProxy.before(primary.port())) : null;
            if (kind == Topology.Redis.REPLICATED) {
                replicate(primary, started(new LocalRedis.Settings(folder.resolve("replica"), 0)));
                sentinel = keep(LocalSentinel.start(folder.resolve("sentinel"), primary));
                asked = client.connectSentinel(uri(sentinel.host(), sentinel.port()))
                        .sync();
            } else {
                sentinel = null;
                asked = null;
            }
        } catch (IOException | RuntimeException e) {
            close(); // or a file system stays mounted, and a server runs on
            throw e;
        }
    }

    /** Under a name of its own, so that it can be shut out while it lives. */
    private void replicate(LocalRedis primary, LocalRedis second) {
        RedisCommands<String, String> first = commandsOf(primary.port());
        first.aclSetuser(
                REPLICA, AclSetuserArgs.Builder.on().addPassword(REPLICA).allCommands());
        first.configSet("repl-diskless-sync-delay", "0");
        RedisCommands<String, String> commandsOfSecond = commandsOf(second.port());
        commandsOfSecond.configSet("masteruser", REPLICA);
        commandsOfSecond.configSet("masterauth", REPLICA);
        commandsOfSecond.replicaof(primary.host(), primary.port());
    }

    /** Where the values are: with a Sentinel it says so, who may change its mind. */
    private int port() {
        if (asked == null) {
            return servers.keySet().iterator().next();
        }
        return ((InetSocketAddress) asked.getMasterAddrByName(LocalSentinel.PRIMARY)).getPort();
    }

    private LocalRedis primary() {
        return server(port());
    }

    private LocalRedis started(LocalRedis.Settings settings) {
        LocalRedis server = LocalRedis.start(settings);
        servers.put(server.port(), server);
        return server;
    }

    /** {@code host:port} of where the values are. */
    String address() {
        return primary().host() + ":" + port();
    }

    /** Commands to where the values are; one that is not answered within a second fails. */
    public RedisCommands<String, String> commands() {
        return commandsOf(port());
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
        primary().kill();
    }

    /** Starts it again, on its port. */
    public void start() {
        started(primary().settings());
    }

    /** Writes all that it holds into a file of its own; the file. */
    public Path snapshot() throws IOException {
        commands().save();
        Path dataDir = primary().settings().dataDir();
        return Files.copy(dataDir.resolve("dump.rdb"), dataDir.resolve("backup.rdb"));
    }

    /** Starts it again with such a file instead of all that it wrote. */
    public void startFrom(Path snapshot) throws IOException {
        Path files = primary().settings().dataDir().resolve("appendonlydir");
        FileSystemUtils.deleteRecursively(files);
        Files.createDirectories(files);
        Files.copy(snapshot, files.resolve("appendonly.aof.1.base.rdb"));
        Files.writeString(files.resolve("appendonly.aof.manifest"), "file appendonly.aof.1.base.rdb seq 1 type b\n");
        start();
    }

    /** From now on the replica gets nothing. */
    public void cutOffReplica() {
        commands().aclSetuser(REPLICA, AclSetuserArgs.Builder.off());
        commands().clientKill(KillArgs.Builder.typeSlave());
    }

    /**
     * Kills the primary and returns when Sentinel has replaced it by the replica.
     *
     * @return who was killed, to be started again
     */
    public LocalRedis.Settings failOver() throws InterruptedException {
        LocalRedis old = primary();
        old.kill();
        long end = System.nanoTime() + FAILED_OVER_WITHIN.toNanos();
        while (port() == old.port()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Sentinel did not replace the primary within 30 s");
            }
            Thread.sleep(50);
        }
        return old.settings();
    }

    /** Starts the one that was replaced; Sentinel makes it a replica. */
    public void startAsReplica(LocalRedis.Settings old) {
        // Whoever is whose replica from now on: no names any more.
        commands().configSet("masteruser", "");
        commands().configSet("masterauth", "");
        started(old);
    }

    /** The settings by which a processor finds it. */
    List<String> settings() {
        return proxy == null ? directSettings() : at(proxy.port());
    }

    /** The settings by which whoever is not to be disturbed finds it. */
    List<String> directSettings() {
        if (sentinel == null) {
            return at(port());
        }
        return List.of(
                "--spring.data.redis.sentinel.master=" + LocalSentinel.PRIMARY,
                "--spring.data.redis.sentinel.nodes=" + sentinel.host() + ":" + sentinel.port());
    }

    private List<String> at(int port) {
        return List.of("--spring.data.redis.host=" + primary().host(), "--spring.data.redis.port=" + port);
    }

    private RedisCommands<String, String> commandsOf(int port) {
        return commands.computeIfAbsent(
                port, p -> client.connect(uri(server(p).host(), p)).sync());
    }

    private LocalRedis server(int port) {
        return Objects.requireNonNull(servers.get(port));
    }

    private static RedisURI uri(String host, int port) {
        return RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withTimeout(TIMEOUT)
                .build();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, TIMEOUT);
        servers.values().forEach(LocalRedis::kill);
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed: " + e.getMessage());
            }
        }
    }
}
