package io.tidemark.benchmarks;

import io.tidemark.local.StandaloneKafka;

/** Kafka as a program that speaks up at errors only. */
final class BenchmarkedBroker {

    private BenchmarkedBroker() {}

    public static void main(String[] args) {
        Benchmarks.quietServers();
        StandaloneKafka.main(args);
    }
}
