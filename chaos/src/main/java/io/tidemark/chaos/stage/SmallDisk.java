package io.tidemark.chaos.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A file system of its own in memory, which can be filled. */
public final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "192m";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tidemark-chaos", folder.toString()));
        return new SmallDisk(folder);
    }

    /** Why there can be none here. */
    public static Optional<String> hindrance() {
        try {
            Path folder = Files.createTempDirectory("tidemark-disk-");
            try (SmallDisk disk = mount(folder)) {
                return Optional.empty();
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            return Optional.of("no file system can be mounted: " + e.getMessage());
        }
    }

    /** Takes all the room that is left. */
    public void fill() throws IOException {
        for (int size = 64 * 1024; size > 0; size /= 16) {
            writeUntilFull(new byte[size]);
        }
    }

    /** Gives it back. */
    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "-l", folder.toString()));
    }

    private void writeUntilFull(byte[] block) {
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // full for blocks of this size
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said.strip());
        }
    }
}
