package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The example {@code dubbo-consumer} as a program of its own, against the packaged service. */
class DubboIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path folder = Path.of("");

    @Test
    void consumerGetsTheTrueTotalsAndOutlivesAProviderThatWasKilled() throws Exception {
        try (Pipeline pipeline = new Pipeline("dubbo-events", folder).withMetrics(WebAccess.METRICS)) {
            pipeline.startProcessor();
            assertThat(pipeline.replay().exit()).isZero();
            pipeline.awaitFolded();
            List<String> rpc = List.of(
                    "--tidemark.rpc.port=" + ServiceProcess.freePort(),
                    "--tidemark.rpc.classic-port=" + ServiceProcess.freePort());
            ServiceProcess provider = pipeline.startProvider(rpc);

            try (ExampleProcess consumer = consumer("--watch")) {
                await().atMost(SOON).until(() -> answers(consumer) > 0);
                assertThat(consumer.lines()).containsSubsequence(expected());

                provider.kill();
                await().atMost(SOON)
                        .until(() -> consumer.lines().stream().anyMatch(line -> line.startsWith("not available: ")));
                long before = answers(consumer);
                pipeline.startProvider(rpc);

                await().atMost(SOON).until(() -> answers(consumer) > before + 1);
                assertThat(consumer.isAlive()).isTrue();
            }
            assertThat(consumer().exit(SOON))
                    .as("asked once, it ends by itself")
                    .isZero();
        }
    }

    @Test
    void consumerWithoutZooKeeperSaysSoAndEnds() throws Exception {
        try (ExampleProcess consumer = ExampleProcess.start("dubbo-consumer", "--zookeeper", "127.0.0.1:1")) {
            assertThat(consumer.exit(SOON)).isEqualTo(1);
            assertThat(consumer.lines())
                    .contains("not available: ZooKeeper at 127.0.0.1:1 does not answer")
                    .noneMatch(line -> line.contains("Exception"));
        }
    }

    private static ExampleProcess consumer(String... more) throws IOException {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--zookeeper",
                                TestServers.zooKeeper().connectString(),
                                "--window",
                                "bytes_sum",
                                "--minutes",
                                "6500"),
                        Stream.of(more))
                .toArray(String[]::new);
        return ExampleProcess.start("dubbo-consumer", arguments);
    }

    private static long answers(ExampleProcess consumer) throws IOException {
        return consumer.lines().stream()
                .filter(line -> line.startsWith("bytes_sum, every hour"))
                .count();
    }

    private static List<String> expected() {
        List<String> lines = new ArrayList<>();
        lines.add("page_view: " + WebAccess.counters().get("page_view"));
        lines.add("top_pages:");
        int rank = 1;
        for (JsonNode entry : WebAccess.top10("top_pages")) {
            lines.add("  " + rank + ". " + entry.get("member").asString() + " "
                    + entry.get("score").asLong());
            rank++;
        }
        lines.add("bytes_sum, every hour, total " + WebAccess.bytesOfPageViews() + ":");
        return lines;
    }
}
