package io.tidemark.benchmarks;

import io.tidemark.local.LocalKafka;
import java.nio.file.Path;

/** Kafka in a JVM that ends with the benchmark; arguments: its folder, its port, its controller's port. */
final class BenchmarkedBroker {

    private BenchmarkedBroker() {}

    public static void main(String[] args) {
        EndWithParent.watch();
        Benchmarks.quietServers();
        LocalKafka.start(
                new LocalKafka.Settings(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])));
    }
}
