package io.tidemark.benchmarks;

import io.tidemark.local.LocalKafka;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.store.MetricReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the processor works with, on free ports and in a temporary folder. Kafka and ZooKeeper run in this JVM, Redis is
 * its child.
 *
 * @param folder where their data is, and what else is to vanish with it
 */
record Servers(Path folder, LocalKafka kafka, LocalZooKeeper zooKeeper, LocalRedis redis) {

    static Servers start(Cleanup cleanup) throws IOException {
        Path folder = cleanup.add(TempFolder.create()).path();
        return new Servers(
                folder,
                cleanup.add(LocalKafka.start(new LocalKafka.Settings(folder.resolve("kafka"), 0, 0))),
                cleanup.add(LocalZooKeeper.start(new LocalZooKeeper.Settings(folder.resolve("zookeeper"), 0))),
                cleanup.add(LocalRedis.start(new LocalRedis.Settings(folder.resolve("redis"), 0))));
    }

    /** The store that the processor writes, as a reader sees it. */
    MetricReader reader(Cleanup cleanup) {
        throw new IllegalStateException("not there yet");
    }
}
