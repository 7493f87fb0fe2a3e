package io.tidemark.metric.store;

import io.tidemark.metric.MetricCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A catalog and the part of the log that it rules: the offsets from {@code from} up to the next version's {@code from}.
 *
 * @param version counts up from 1; 0 is the empty catalog before the first
 * @param id      tells it from another catalog under the same number, as there may be once a store was emptied or failed
 *     over: {@link #idOf} the text that was put in force; empty for version 0
 * @param catalog what is measured
 * @param from    by topic and partition, the first offset ruled; a partition that is absent is ruled from its start
 */
public record CatalogVersion(int version, String id, MetricCatalog catalog, Map<String, Map<Integer, Long>> from) {

    public static final CatalogVersion NONE = new CatalogVersion(0, MetricCatalog.EMPTY, Map.of());

    private static final int ID_BYTES = 8;

    /** Of a catalog whose text is this build's own. */
    public CatalogVersion(int version, MetricCatalog catalog, Map<String, Map<Integer, Long>> from) {
        this(version, version == 0 ? "" : idOf(catalog.text()), catalog, from);
    }

    public CatalogVersion {
        from = Map.copyOf(from);
    }

    /** The first 16 hex digits of the SHA-1 of a catalog's text, a hash that scripts in Redis have too. */
    public static String idOf(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Whether it has both this number and this id. */
    boolean is(int otherVersion, String otherId) {
        return version == otherVersion && id.equals(otherId);
    }
}
