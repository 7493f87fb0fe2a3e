package io.tidemark.benchmarks;

import java.io.IOException;

/** Ends a JVM when its standard input does: then the benchmark is gone, however it ended. */
final class EndWithParent {

    private EndWithParent() {}

    static void watch() {
        Thread watch = new Thread(EndWithParent::haltAtEnd, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEnd() {
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
