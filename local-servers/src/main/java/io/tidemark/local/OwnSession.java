package io.tidemark.local;

import java.util.List;

/**
 * What to put before a command so that it leaves the terminal's process group: a Ctrl-C would otherwise reach
 * Redis at once, before the services above it have written their last batch.
 */
final class OwnSession {

    private OwnSession() {}

    static List<String> prefix() {
        if (Executables.onPath("setsid").isPresent()) {
            return List.of("setsid");
        }
        if (Executables.onPath("perl").isPresent()) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!");
        }
        return List.of();
    }
}
