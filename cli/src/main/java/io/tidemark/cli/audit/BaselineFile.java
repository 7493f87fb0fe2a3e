package io.tidemark.cli.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A baseline as one gzipped JSON file, which only its owner may read: it holds members, groups and hashes of ids. */
record BaselineFile(Path path) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Throws {@link NotProvableException} if there is no such file, or another one. */
    Baseline read() throws NotProvableException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            Baseline baseline = JSON.readValue(in, Baseline.class);
            if (baseline != null && Baseline.FORMAT.equals(baseline.format())) {
                return baseline;
            }
            throw new NotProvableException(path + " is no baseline of this release (" + Baseline.FORMAT + ")");
        } catch (IOException | JacksonException e) {
            throw new NotProvableException("the baseline " + path + " cannot be read: " + e, e);
        }
    }

    /** Writes it whole, or not at all. */
    void write(Baseline baseline) throws IOException {
        Path target = path.toAbsolutePath();
        // Created for its owner only.
        Path unfinished =
                Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
        try {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                JSON.writeValue(out, baseline);
            }
            try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
