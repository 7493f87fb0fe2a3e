package io.tidemark.benchmarks;

import io.tidemark.processor.ProcessorApplication;

/** The processor's own main, in a JVM that ends with the benchmark. */
final class BenchmarkedProcessor {

    private BenchmarkedProcessor() {}

    public static void main(String[] args) {
        EndWithParent.watch();
        ProcessorApplication.main(args);
    }
}
