package io.tidemark.cli.stack;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.local.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data of one stack. Carries a marker, so that nothing of another kind is ever emptied, and has one owner at a time. */
final class StackFolder implements AutoCloseable {

    static final String MARKER = ".tidemark-data";

    private final Path folder;
    private final FolderLock lock;

    private StackFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it if it is missing.
     *
     * @param fresh whether to empty it first
     * @throws CommandFailedException if it holds something else than a stack's data
     * @throws io.tidemark.local.DataInUseException if another stack works on it
     */
    static StackFolder open(Path given, boolean fresh) {
        Path folder = given.toAbsolutePath().normalize();
        try {
            requireOurs(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                if (fresh) {
                    empty(folder);
                }
                Files.writeString(
                        folder.resolve(MARKER),
                        "The data of a local Tidemark. ./tidemark up --fresh empties this folder.\n");
                return new StackFolder(folder, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CommandFailedException("The folder " + folder + " cannot be used: " + e, e);
        }
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path zooKeeper() {
        return folder.resolve("zookeeper");
    }

    Path redis() {
        return folder.resolve("redis");
    }

    @Override
    public void close() {
        lock.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static void requireOurs(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailedException(folder + " is a file; --data wants a folder.");
        }
        if (Files.isDirectory(folder)
                && !Files.exists(folder.resolve(MARKER))
                && !inside(folder).isEmpty()) {
            throw new CommandFailedException("The folder " + folder + " holds something else (it has no " + MARKER
                    + "): nothing was touched. Choose an empty or a new folder with --data.");
        }
    }

    /** Removes everything but the marker, which goes on saying whose folder it is, and the lock. */
    private static void empty(Path folder) throws IOException {
        for (Path child : inside(folder)) {
            if (!child.endsWith(MARKER)) {
                deleteTree(child);
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> paths;
        // A symbolic link is deleted, never followed.
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.endsWith(FolderLock.FILE)).toList();
        }
    }
}
