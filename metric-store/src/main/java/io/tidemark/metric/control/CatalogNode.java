package io.tidemark.metric.control;

import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import java.io.IOException;
import java.time.Instant;
import org.apache.curator.framework.api.CompressionProvider;
import org.apache.curator.framework.imps.GzipCompressionProvider;
import tools.jackson.databind.json.JsonMapper;

/**
 * A version of the catalog as its node holds it: JSON, compressed, since ZooKeeper takes no more than a megabyte at once.
 *
 * @param at      a time in ISO-8601
 * @param how     what made the version
 * @param catalog its text
 * @param yaml    the text of the settings file's catalog that was taken last
 */
record CatalogNode(String at, String how, String catalog, String yaml) {

    /** ZooKeeper's own limit, {@code jute.maxbuffer}, with room for what stands around it. */
    private static final int MAX_BYTES = 1_000_000;

    private static final CompressionProvider GZIP = new GzipCompressionProvider();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Throws {@link InvalidDefinitionException} if it is larger than a node may be. */
    static byte[] write(ConfiguredCatalog version) throws Exception {
        CatalogNode node = new CatalogNode(
                version.at().toString(),
                version.how(),
                version.catalog().text(),
                version.file().text());
        byte[] bytes = GZIP.compress("", JSON.writeValueAsBytes(node));
        if (bytes.length > MAX_BYTES) {
            throw new InvalidDefinitionException(
                    "the catalog has " + version.catalog().definitions().size()
                            + " metrics, which take " + bytes.length + " bytes compressed; allowed are " + MAX_BYTES
                            + " bytes, since ZooKeeper takes no more at once");
        }
        return bytes;
    }

    /** Throws {@link ControlUnavailableException} if this build cannot read it. */
    static ConfiguredCatalog read(int version, byte[] bytes) throws Exception {
        try { // what can be wrong with it is as much as can be in a node
            CatalogNode node = JSON.readValue(GZIP.decompress("", bytes), CatalogNode.class);
            return new ConfiguredCatalog(
                    version,
                    MetricCatalog.parse(node.catalog()),
                    MetricCatalog.parse(node.yaml()),
                    Instant.parse(node.at()),
                    node.how());
        } catch (IOException | RuntimeException e) {
            throw new ControlUnavailableException(
                    "version " + version + " of the catalog in ZooKeeper cannot be read by this build: "
                            + e.getMessage(),
                    e);
        }
    }
}
