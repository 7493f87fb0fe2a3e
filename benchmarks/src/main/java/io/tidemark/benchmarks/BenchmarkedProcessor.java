package io.tidemark.benchmarks;

import io.tidemark.processor.ProcessorApplication;
import java.io.IOException;

/** The processor's own main, in a JVM that ends when its standard input does: then the benchmark is gone, however it ended. */
final class BenchmarkedProcessor {

    private BenchmarkedProcessor() {}

    public static void main(String[] args) {
        Thread watch = new Thread(BenchmarkedProcessor::endWithParent, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        ProcessorApplication.main(args);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
