package io.tidemark.cli.audit;

import io.tidemark.cli.terminal.CommandFailedException;

/** Says in one line that there is too little memory, where the JVM would end without a word of advice. Stateless. */
final class Memory {

    /** What a poll, its trees and everything else may take. */
    private static final long ELSE = 64L << 20;

    private Memory() {}

    /** Throws {@link CommandFailedException} if this many bytes are not to be had. */
    static void require(long bytes) {
        if (free() < bytes + ELSE) {
            System.gc(); // What nobody needs any more is not free yet.
            if (free() < bytes + ELSE) {
                throw new CommandFailedException("The ids that an event may be a duplicate of do not fit into the "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MB of this JVM: give it more, for example with"
                        + " TIDEMARK_JVM_OPTS=-Xmx4g");
            }
        }
    }

    private static long free() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }
}
