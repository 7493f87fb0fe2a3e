package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRedisTest {

    @TempDir
    Path dir;

    @Test
    void dataOutlivesARestart() throws Exception {
        try (LocalRedis redis = start()) {
            RedisCommands.run(redis.port(), "SET sea high");
        }

        try (LocalRedis redis = start()) {
            assertThat(RedisCommands.run(redis.port(), "GET sea")).isEqualTo("high");
        }
    }

    @Test
    void closedRedisIsGone() {
        LocalRedis redis = start();
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();

        redis.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void killedRedisStartsAgainOnItsPortWithItsData() throws Exception {
        LocalRedis redis = start();
        RedisCommands.run(redis.port(), "SET sea high");

        redis.kill();

        try (LocalRedis again = LocalRedis.start(redis.settings())) {
            assertThat(again.port()).isEqualTo(redis.port());
            assertThat(RedisCommands.run(again.port(), "GET sea")).isEqualTo("high");
        }
    }

    @Test
    void killedJvmLeavesNoRedis() throws Exception {
        Owner owner = Owner.start(dir);
        RedisCommands.run(owner.port, "SET sea high");

        owner.jvm.destroyForcibly();

        await().atMost(Duration.ofSeconds(10)).until(() -> !owner.redis.isAlive());
        try (LocalRedis redis = start()) {
            assertThat(RedisCommands.run(redis.port(), "GET sea")).isEqualTo("high");
        }
    }

    @Test
    void orphanOnTheSameFolderIsEndedByTheNextStart() throws Exception {
        Owner owner = Owner.start(dir);
        owner.jvm.descendants().filter(child -> !child.equals(owner.redis)).forEach(ProcessHandle::destroyForcibly);
        owner.jvm.destroyForcibly().waitFor();
        assertThat(owner.redis.isAlive()).isTrue();

        try (LocalRedis redis = LocalRedis.start(new LocalRedis.Settings(dir, owner.port))) {
            assertThat(owner.redis.isAlive()).isFalse();
            assertThat(RedisCommands.run(redis.port(), "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void strangerWhoseNumberStandsInThePidFileIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("cat").start();
        Files.writeString(RedisChild.pidFile(dir), stranger.pid() + "\n");

        start().close();

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
    }

    @Test
    void takenPortIsToldByNumber() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new LocalRedis.Settings(dir, other.getLocalPort());

            assertThatThrownBy(() -> LocalRedis.start(settings))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by Redis, is taken");
        }
        start().close();
    }

    @Test
    void secondStartOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        try (LocalRedis redis = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DataInUseException.class)
                    .hasMessageContaining(dir.toString());
            assertThat(RedisCommands.run(redis.port(), "PING")).isEqualTo("+PONG");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "appendonly, yes",
        "appendfsync, everysec",
        "maxmemory-policy, noeviction",
        "hash-max-listpack-entries, 64",
        "save, ''",
    })
    void settingsOfTheStackAreInForce(String name, String value) throws Exception {
        try (LocalRedis redis = start()) {
            assertThat(RedisCommands.run(redis.port(), "CONFIG GET " + name)).isEqualTo(value);
        }
    }

    private LocalRedis start() {
        return LocalRedis.start(new LocalRedis.Settings(dir, 0));
    }

    private record Owner(Process jvm, ProcessHandle redis, int port) {

        static Owner start(Path dir) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            String classPath = System.getProperty("java.class.path");
            Process jvm = new ProcessBuilder(
                            java.toString(), "-cp", classPath, RedisOwner.class.getName(), dir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = jvm.inputReader()) {
                String[] answer = out.readLine().split(" ", -1);
                ProcessHandle redis =
                        ProcessHandle.of(Long.parseLong(answer[0])).orElseThrow();
                return new Owner(jvm, redis, Integer.parseInt(answer[1]));
            }
        }
    }
}
