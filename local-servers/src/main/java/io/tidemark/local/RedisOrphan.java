package io.tidemark.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Redis that outlived its JVM and the shell that watched over it. The caller owns the folder, so whatever
 * still runs there has no owner.
 */
final class RedisOrphan {

    private static final long ENDED_WITHIN_SECONDS = 10;

    private RedisOrphan() {}

    /** Ends the Redis that the pid file names, if it runs on that very file; another process is left alone. */
    static void end(Path pidFile) {
        Optional<ProcessHandle> orphan = read(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(process -> runsOn(process, pidFile))
                .filter(ProcessHandle::isAlive);
        orphan.ifPresent(RedisOrphan::end);
    }

    private static Optional<Long> read(Path pidFile) {
        try {
            return Optional.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException e) {
            // No file, or one that a kill cut short: then the port tells whether something still runs.
            return Optional.empty();
        }
    }

    // The number alone proves nothing: it may have been given to another program since.
    private static boolean runsOn(ProcessHandle process, Path pidFile) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        for (String argument : arguments) {
            if (argument.equals(pidFile.toString())) {
                return true;
            }
        }
        return false;
    }

    private static void end(ProcessHandle orphan) {
        orphan.destroy();
        try {
            orphan.onExit().get(ENDED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("The start of Redis was interrupted.", e);
        }
    }
}
