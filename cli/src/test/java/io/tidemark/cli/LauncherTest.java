package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher, in a clone whose build and whose JDKs are scripts. */
class LauncherTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path clone;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeClone() throws IOException {
        Files.copy(Path.of("..", "tidemark"), clone.resolve("tidemark"));
        Files.createDirectories(clone.resolve("cli/src/main"));
        Files.createDirectories(clone.resolve("benchmarks/src/main"));
        Files.createDirectories(clone.resolve("chaos/src/main"));
        Files.writeString(clone.resolve("pom.xml"), "");
        Files.writeString(clone.resolve("cli/pom.xml"), "");
        Files.createDirectories(clone.resolve("dashboard-web"));
        Files.writeString(clone.resolve("dashboard-web/package-lock.json"), "");
        // Each build leaves a line and what it was to build, and lasts until it is let go.
        script(
                "mvnw",
                "echo built >>builds; for m in $(echo \"$*\" | sed -n 's/.*-pl \\([^ ]*\\).*/\\1/p' | tr , ' ');"
                        + " do mkdir -p $m/target/lib; done; while [ -e hold ]; do sleep 0.05; done");
        jdk("17.0.1");
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void optionsOfTheUserComeBehindTheFixedOnes() throws Exception {
        assertThat(run("jvm", "status", "a b").out())
                .containsSubsequence("-Xmx512m\n", "-Xmx1g\n", "-cp\n", "io.tidemark.cli.Tidemark\nstatus\na b\n");
        assertThat(run("jvm", "bench", "drain").status()).isZero();
    }

    @Test
    void faultsHaveAProgramOfTheirOwn() throws Exception {
        assertThat(run("chaos", "chaos", "flush-all", "--runs", "2").out())
                .contains("chaos/target/lib/*\nio.tidemark.chaos.Chaos\nflush-all\n--runs\n2\n");
    }

    @Test
    void exampleRunsAsTheProgramThatItIs() throws Exception {
        Files.createDirectories(clone.resolve("examples/hello/src/main"));
        Files.writeString(clone.resolve("examples/hello/pom.xml"), "");

        Run hello = run("hello", "example", "hello", "a b");
        Run unknown = run("unknown", "example", "nope");

        assertThat(hello.out()).contains("-jar\n" + clone.resolve("examples/hello/target/hello.jar") + "\na b\n");
        assertThat(builds()).isEqualTo(1);
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no example nope", "\n  hello\n");
    }

    @Test
    void mutantsAreARunOfTheirOwn() throws Exception {
        script("mvnw", "echo \"$*\"");

        Run mutants = run("mutants", "test", "--mutants");

        assertThat(mutants.status()).isZero();
        assertThat(mutants.out()).contains("-Dtest=MutantsRun").doesNotContain("verify");
    }

    @Test
    void newestJdkIsTaken() throws Exception {
        jdk("25.0.3");
        jdk("99.0.1");

        assertThat(run("jdk", "status").out()).startsWith("99.0.1\n");
    }

    @Test
    void twoCommandsAtOnceBuildOnce() throws Exception {
        Files.writeString(clone.resolve("hold"), "");
        Process first = start("first", "status");
        await().atMost(SOON).until(() -> builds() == 1);
        Process second = start("second", "status");
        await().atMost(SOON)
                .until(() -> Files.readString(clone.resolve("second.err"))
                        .contains("Waiting for the build of another command (process " + first.pid() + ")"));

        Files.delete(clone.resolve("hold"));

        assertThat(List.of(end(first), end(second))).containsOnly(0);
        assertThat(builds()).isEqualTo(1);
        assertThat(clone.resolve("target/building")).doesNotExist();
    }

    @Test
    void lockOfADeadCommandIsTakenOver() throws Exception {
        Process dead = start("dead", "--version");
        end(dead);
        Files.createSymbolicLink(clone.resolve("target/building"), Path.of(Long.toString(dead.pid())));
        touchSource();

        assertThat(run("later", "status").status()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void newVersionOfAWebLibraryIsBuilt() throws Exception {
        run("first", "status");

        touch("dashboard-web/package-lock.json");

        assertThat(run("later", "status").status()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildUnderARunningStackIsKept() throws Exception {
        Files.writeString(clone.resolve("up-runs"), "");
        Process up = start("up", "up");
        await().atMost(SOON)
                .until(() -> Files.readString(clone.resolve("up.out")).contains("\nup\n"));
        touchSource();

        Run status = run("status", "status");
        Run test = run("test", "test");
        assertThat(status.status()).isZero();
        assertThat(status.err()).contains("sources are newer than the build", "(process " + up.pid() + ")");
        assertThat(test.status()).isEqualTo(1);
        assertThat(test.err()).contains("stop that first");
        assertThat(builds()).isEqualTo(1);

        Files.delete(clone.resolve("up-runs"));
        end(up);
        assertThat(run("after", "status").err()).contains("Building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void exampleRunsAgainstAStackThatItWasBuiltWith() throws Exception {
        Files.createDirectories(clone.resolve("examples/hello/src/main"));
        Files.writeString(clone.resolve("examples/hello/pom.xml"), "");
        Files.writeString(clone.resolve("up-runs"), "");
        start("up", "up");
        await().atMost(SOON)
                .until(() -> Files.readString(clone.resolve("up.out")).contains("\nup\n"));

        Run hello = run("hello", "example", "hello");

        assertThat(hello.status()).as(hello.err()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    private record Run(int status, String out, String err) {}

    private Run run(String name, String... arguments) throws Exception {
        int status = end(start(name, arguments));
        return new Run(
                status, Files.readString(clone.resolve(name + ".out")), Files.readString(clone.resolve(name + ".err")));
    }

    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(clone.resolve("tidemark").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(clone.resolve(name + ".out").toFile())
                .redirectError(clone.resolve(name + ".err").toFile());
        // JDKs of this machine are found too, but never one as new as the newest of the scripts. Nothing is installed.
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "TIDEMARK_JAVA_HOME", "CI"));
        builder.environment().put("HOME", clone.toString());
        builder.environment().put("TIDEMARK_JVM_OPTS", "-Xmx1g");
        if (!Files.exists(clone.resolve(".sdkman/candidates/java/99.0.1"))) {
            builder.environment()
                    .put(
                            "TIDEMARK_JAVA_HOME",
                            clone.resolve(".sdkman/candidates/java/17.0.1").toString());
        }
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void jdk(String version) throws IOException {
        String bin = ".sdkman/candidates/java/" + version + "/bin/";
        script(bin + "javac", "echo javac " + version);
        script(
                bin + "java",
                "echo " + version + "; printf '%s\\n' \"$@\"; while [ -e '" + clone + "/up-runs' ]; do"
                        + " case \" $* \" in *' up '*) sleep 0.05 ;; *) exit 0 ;; esac; done");
    }

    private void script(String path, String text) throws IOException {
        Path file = clone.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void touchSource() throws IOException {
        touch("cli/pom.xml");
    }

    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(
                clone.resolve(file), FileTime.from(Instant.now().plusSeconds(5)));
    }

    private long builds() throws IOException {
        Path builds = clone.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }
}
