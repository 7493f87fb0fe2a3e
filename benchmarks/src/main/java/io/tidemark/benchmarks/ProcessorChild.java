package io.tidemark.benchmarks;

import io.tidemark.local.ChildJvm;
import io.tidemark.metric.Deduplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processor as a process of its own. */
final class ProcessorChild {

    private ProcessorChild() {}

    /**
     * @param catalog the definitions, as JSON
     * @param options of the JVM, besides {@link #options}
     * @param more settings of the processor, as arguments
     */
    static ChildJvm start(Servers servers, List<String> catalog, List<String> options, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>(more);
        arguments.addAll(List.of(
                "--server.port=0",
                // 0 tells what deduplication costs.
                "--tidemark.deduplication.distance=" + Long.getLong("distance", Deduplication.DEFAULT.distance()),
                "--spring.config.additional-location="
                        + settings(servers, catalog).toUri(),
                "--spring.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                "--spring.data.redis.host=" + servers.redis().host(),
                "--spring.data.redis.port=" + servers.redis().port(),
                "--tidemark.zookeeper.connect-string=" + servers.zooKeeper().connectString()));
        List<String> all = new ArrayList<>(options());
        all.addAll(options);
        return ChildJvm.start(
                "processor", servers.folder().resolve("processor.log"), all, BenchmarkedProcessor.class, arguments);
    }

    /** G1 drains an eighth fewer events a second: the medians of three interleaved runs are in docs/benchmarks.md. */
    static List<String> options() {
        return List.of("-Xmx1g", "-XX:+Use" + System.getProperty("collector", "Parallel") + "GC");
    }

    /** JSON is YAML. */
    private static Path settings(Servers servers, List<String> catalog) throws IOException {
        return Files.writeString(
                servers.folder().resolve("catalog.yml"),
                "{\"tidemark\":{\"metrics\":[\n" + String.join(",\n", catalog) + "\n]}}\n");
    }
}
