package io.tidemark.metric.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a script and its hash, by which Redis knows it.
 */
record RedisScript(String name, byte[] text, String sha) {

    static final RedisScript APPLY = writing("catalog", "log-time", "decimal", "apply-batch");
    static final RedisScript INCARNATION = writing("catalog", "incarnation");
    static final RedisScript CLAIM = writing("catalog", "claim");
    static final RedisScript ACTIVATE = writing("catalog", "activate");
    static final RedisScript RESET = writing("catalog", "reset");
    static final RedisScript CATALOG = reading("catalog", "read-catalog");
    static final RedisScript TOPICS = reading("catalog", "read-topics");
    static final RedisScript LEDGER = reading("catalog", "read-ledger");
    static final RedisScript BOARD = reading("catalog", "log-time", "read-board");
    static final RedisScript PANES = reading("catalog", "log-time", "read-panes");
    static final RedisScript SNAPSHOT = reading("snapshot");

    private static RedisScript writing(String... parts) {
        return of("", parts);
    }

    /** A script that a Redis answers even while it takes no writes. */
    private static RedisScript reading(String... parts) {
        return of(" flags=no-writes", parts);
    }

    /** Of its parts in this order; Redis has no way to include one script in another. */
    private static RedisScript of(String flags, String... parts) {
        StringBuilder text = new StringBuilder("#!lua").append(flags).append('\n');
        for (String part : parts) {
            text.append(resource(part + ".lua")).append('\n');
        }
        byte[] bytes = RedisKeys.bytes(text.toString());
        return new RedisScript(parts[parts.length - 1], bytes, sha1(bytes));
    }

    private static String resource(String name) {
        try (InputStream in = RedisScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
