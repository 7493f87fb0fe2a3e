package io.tidemark.testing;

/**
 * A running Kafka for tests; topics are not created by their first use.
 *
 * @param bootstrapServers {@code host:port} for clients
 */
public record KafkaServer(String bootstrapServers) {}
