package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted with all that is in it.
 *
 * @param path where it is
 */
record TempFolder(Path path) implements AutoCloseable {

    static TempFolder create() throws IOException {
        return new TempFolder(Files.createTempDirectory("tidemark-bench-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> paths = Files.walk(path)) {
            inside = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
    }
}
