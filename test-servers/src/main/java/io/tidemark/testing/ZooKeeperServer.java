package io.tidemark.testing;

/**
 * A running ZooKeeper for tests.
 *
 * @param connectString {@code host:port} for clients
 */
public record ZooKeeperServer(String connectString) {}
