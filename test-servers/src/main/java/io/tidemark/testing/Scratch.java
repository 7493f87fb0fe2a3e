package io.tidemark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders and what works in them: closed and deleted when the JVM ends. */
final class Scratch {

    private static final Deque<AutoCloseable> TO_CLOSE = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Scratch::closeAll, "test-servers-close"));
    }

    private Scratch() {}

    static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("tidemark-test-" + name + "-");
            closedAtExit(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized <T extends AutoCloseable> T closedAtExit(T server) {
        TO_CLOSE.push(server);
        return server;
    }

    private static synchronized void closeAll() {
        for (AutoCloseable closeable : TO_CLOSE) {
            try {
                closeable.close();
            } catch (Exception e) {
                System.err.println("Not closed at the end of the tests: " + e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> paths = Files.walk(folder)) {
            inside = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
