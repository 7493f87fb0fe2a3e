package io.tidemark.cli.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The audit's own reading of the number by which groups are put in order: the first 52 bits of the SHA-1 of their UTF-8. */
final class GroupRank {

    private static final int BITS_BEHIND = 160 - 52;

    private GroupRank() {}

    static BigInteger of(String group) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(group.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).shiftRight(BITS_BEHIND);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
