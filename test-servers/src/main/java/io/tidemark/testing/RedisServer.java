package io.tidemark.testing;

/**
 * A running Redis for tests.
 *
 * @param host its host
 * @param port its port
 */
public record RedisServer(String host, int port) {}
