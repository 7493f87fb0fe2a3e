package io.tidemark.metric;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;

/** A number for each group that does not depend on who asks, and the order that it makes of groups. Stateless and thread-safe. */
public final class GroupHash {

    private static final int BITS = 52;

    /** The smaller hash first, among equal ones the smaller bytes: the order of a sorted set in Redis. */
    public static final Comparator<String> ORDER = Comparator.comparingLong(GroupHash::of)
            .thenComparing(group -> group.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private GroupHash() {}

    /** The first 13 hex digits of the SHA-1 of the group's UTF-8, as a number: a double holds it exactly, and scripts have it. */
    public static long of(String group) {
        byte[] hash = sha1(group.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = first << Byte.SIZE | hash[i] & 0xff;
        }
        return first >>> Long.SIZE - BITS;
    }

    private static byte[] sha1(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
