package io.tidemark.processor.log;

/** What is asked about the logs of topics beside the consumers that read them. Thread-safe. */
public interface Logs {

    /** What the topic's log looks like now. Blocks; any exception means that Kafka is away. */
    LogView look(String topic) throws Exception;
}
