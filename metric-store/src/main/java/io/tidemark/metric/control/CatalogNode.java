package io.tidemark.metric.control;

import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.curator.framework.api.CompressionProvider;
import org.apache.curator.framework.imps.GzipCompressionProvider;
import tools.jackson.databind.json.JsonMapper;

/**
 * A version of the catalog as its node holds it: two lines of JSON, what the history tells of it and its texts; compressed,
 * since ZooKeeper takes no more than a megabyte at once.
 */
final class CatalogNode {

    /** ZooKeeper's own limit, {@code jute.maxbuffer}, with room for what stands around it. */
    private static final int MAX_BYTES = 1_000_000;

    private static final CompressionProvider GZIP = new GzipCompressionProvider();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param at a time in ISO-8601 */
    private record Heading(String at, String how, int metrics) {}

    /** @param yaml of the settings file's catalog that was taken last */
    private record Texts(String catalog, String yaml) {}

    private CatalogNode() {}

    /** Throws {@link InvalidDefinitionException} if it is larger than a node may be. */
    static byte[] write(ConfiguredCatalog version) throws Exception {
        int metrics = version.catalog().definitions().size();
        String heading = JSON.writeValueAsString(new Heading(version.at().toString(), version.how(), metrics));
        String texts = JSON.writeValueAsString(
                new Texts(version.catalog().text(), version.file().text()));
        byte[] bytes = GZIP.compress("", (heading + '\n' + texts).getBytes(StandardCharsets.UTF_8));
        if (bytes.length > MAX_BYTES) {
            throw new InvalidDefinitionException("the catalog has " + metrics + " metrics, which take " + bytes.length
                    + " bytes compressed; allowed are " + MAX_BYTES + " bytes, since ZooKeeper takes no more at once");
        }
        return bytes;
    }

    /** Throws {@link ControlUnavailableException} if this build cannot read it. */
    static ConfiguredCatalog read(int version, byte[] bytes) {
        try (BufferedReader lines = lines(bytes)) { // what can be wrong with it is as much as can be in a node
            Heading heading = JSON.readValue(line(lines), Heading.class);
            Texts texts = JSON.readValue(line(lines), Texts.class);
            return new ConfiguredCatalog(
                    version,
                    MetricCatalog.parse(texts.catalog()),
                    MetricCatalog.parse(texts.yaml()),
                    Instant.parse(heading.at()),
                    heading.how());
        } catch (IOException | RuntimeException e) {
            throw new ControlUnavailableException(
                    "version " + version + " of the catalog in ZooKeeper cannot be read by this build: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Reads the first line alone; empty if this build cannot read it. */
    static Optional<CatalogSummary> summary(int version, byte[] bytes) {
        try (BufferedReader lines = lines(bytes)) {
            Heading heading = JSON.readValue(line(lines), Heading.class);
            return Optional.of(
                    new CatalogSummary(version, Instant.parse(heading.at()), heading.how(), heading.metrics()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static BufferedReader lines(byte[] bytes) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8));
    }

    private static String line(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("it ends too early");
        }
        return line;
    }
}
