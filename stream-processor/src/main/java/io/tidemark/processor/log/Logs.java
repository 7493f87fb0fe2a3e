package io.tidemark.processor.log;

/** What is asked about the logs of topics beside the consumers that read them. Thread-safe. */
public interface Logs {

    /** What the topic's log looks like now, in all its partitions. Blocks; any exception means that Kafka is away. */
    LogView look(String topic) throws Exception;

    /** Leaves out the partitions of which nothing can be learned, for example because they have no leader. */
    default LogView lookAtAvailable(String topic) throws Exception {
        return look(topic);
    }
}
