/**
 * The metrics as a remote service: what a consumer compiles against. Dubbo carries it; nothing in here depends on Dubbo.
 *
 * <p>The jar also holds what Dubbo reads on both sides: {@code security/serialize.allowlist}, the only types that may
 * travel, and {@code dubbo.properties}, without which the Triple protocol fails beside Spring 7. A program that ships a
 * {@code dubbo.properties} of its own must repeat {@code dubbo.protocol.triple.rest.enabled=false} in it, as Dubbo reads
 * only the first one. Since Java 24 the JVM wants {@code --sun-misc-unsafe-memory-access=allow} to be quiet about it.
 */
@NullMarked
package io.tidemark.rpc;

import org.jspecify.annotations.NullMarked;
