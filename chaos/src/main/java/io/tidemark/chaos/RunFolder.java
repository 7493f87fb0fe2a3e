package io.tidemark.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A temporary folder for one run, deleted in the end unless it is kept. Thread-safe. */
final class RunFolder implements AutoCloseable {

    private final Path path;
    private volatile boolean kept;

    private RunFolder(Path path) {
        this.path = path;
    }

    static RunFolder create() throws IOException {
        return new RunFolder(Files.createTempDirectory("tidemark-chaos-"));
    }

    Path path() {
        return path;
    }

    /** To be looked at. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            FileSystemUtils.deleteRecursively(path);
        }
    }
}
