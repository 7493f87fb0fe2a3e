package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidemarkTest {

    @TempDir
    Path dir;

    @Test
    void helpNamesEveryCommand() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("up ", "status ", "replay ", "audit ", "test ", "bench ");
    }

    @Test
    void portOffsetOutOfRangeIsRefusedInEveryCommand() {
        for (String command : new String[] {"up", "status", "audit"}) {
            Run run = Run.of(command, "--port-offset", "14001");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("--port-offset is 14001; allowed are 0 to 14000.");
        }
    }

    @Test
    void simulationOfNothingIsRefused() {
        for (String schedules : new String[] {"0", "-5"}) {
            Run run = Run.of("simulate", "--schedules=" + schedules);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).startsWith("--schedules must be 1 or more");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void kafkaUnderANameOfNoHostIsToldInOneLine() {
        for (String command : new String[] {"dlt list", "dlt replay", "ledger show"}) {
            Run run = Run.of((command + " --kafka=nowhere.invalid:9092").split(" "));

            assertThat(run.exitCode()).as(command).isEqualTo(1);
            assertThat(run.err()).as(command).hasLineCount(1).contains("Kafka at nowhere.invalid:9092");
        }
    }

    @Test
    void freshOnAForeignFolderTouchesNothing() throws Exception {
        Path foreign = Files.writeString(dir.resolve("thesis.txt"), "years of work");

        Run run = Run.of("up", "--fresh", "--data", dir.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(dir.toString(), "holds something else");
        assertThat(foreign).hasContent("years of work");
    }

    @Test
    void statusTellsEachPartAndFailsIfOneIsDown() {
        var redis = TestServers.redis();

        Run run = Run.of(
                "status",
                "--kafka=" + TestServers.kafka().bootstrapServers(),
                "--zookeeper=" + TestServers.zooKeeper().connectString(),
                "--redis=" + redis.host() + ":" + redis.port(),
                "--api=http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .hasLineCount(6)
                .containsPattern("Kafka +\\S+ +up +brokers: 1")
                .containsPattern("ZooKeeper +\\S+ +up +Mode: standalone")
                .containsPattern("Redis +\\S+ +up +PONG")
                .containsPattern("Metrics API +http://127.0.0.1:1 +DOWN +java.net.ConnectException");
    }
}
