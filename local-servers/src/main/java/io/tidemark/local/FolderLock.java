package io.tidemark.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps one folder for one owner at a time. The operating system frees it when the owner dies, so that a
 * lock file which was left behind never blocks a start.
 */
public final class FolderLock implements AutoCloseable {

    /** The name of the file in the folder that carries the lock. */
    public static final String FILE = ".tidemark-lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, creating it if it is missing.
     *
     * @param folder the folder to own until {@link #close}
     * @return the lock
     * @throws DataInUseException if it has an owner
     * @throws LocalServerException if the folder cannot be written
     */
    public static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return lock(folder, channel);
        } catch (IOException e) {
            throw new LocalServerException("The folder " + folder + " cannot be written: " + e, e);
        }
    }

    private static FolderLock lock(Path folder, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new DataInUseException(folder, e);
        }
        channel.close();
        throw new DataInUseException(folder, null);
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalServerException("The folder lock could not be given back: " + e, e);
        }
    }
}
