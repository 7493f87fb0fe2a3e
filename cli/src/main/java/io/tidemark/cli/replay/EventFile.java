package io.tidemark.cli.replay;

import io.tidemark.cli.terminal.CommandFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, unpacked if its name ends with {@code .gz}. Blank lines are passed over. One reader at a
 * time.
 */
final class EventFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int FIRST_LINE = 512;

    private final Path path;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(FIRST_LINE);
    private long number;

    private EventFile(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    /** Opens it, or throws {@link CommandFailedException} with the reason in words. */
    static EventFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new CommandFailedException(path + " is a folder; a file of one JSON event per line is wanted.");
        }
        try {
            return new EventFile(path, stream(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The next line that is not blank, without its end; null at the end of the file. */
    byte @Nullable [] next() {
        try {
            while (true) {
                byte[] bytes = readLine();
                if (bytes == null || !isBlank(bytes)) {
                    return bytes;
                }
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The number in the file of the line last given, from 1. */
    long lineNumber() {
        return number;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private byte @Nullable [] readLine() throws IOException {
        line.reset();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        number++;
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        byte[] bytes = line.toByteArray();
        boolean windows = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return windows ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private static InputStream stream(Path path) throws IOException {
        InputStream raw = Files.newInputStream(path);
        if (!path.toString().endsWith(".gz")) {
            return new BufferedInputStream(raw, BUFFER);
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static CommandFailedException unreadable(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new CommandFailedException("There is no file " + path + ".", cause);
        }
        if (cause instanceof ZipException || cause instanceof EOFException) {
            return new CommandFailedException(
                    path + " is no whole gzip file (" + cause.getMessage() + "): fetch or pack it anew.", cause);
        }
        return new CommandFailedException(path + " cannot be read: " + cause, cause);
    }
}
