package io.tidemark.local;

import org.jspecify.annotations.Nullable;

/** The port that a server was told to listen on belongs to another program. */
public final class PortTakenException extends LocalServerException {

    private final int port;

    /**
     * @param server the name of the server that wanted the port, for example {@code Redis}
     * @param port the port that is taken
     * @param cause the failed bind, or null if another sign told
     */
    public PortTakenException(String server, int port, @Nullable Throwable cause) {
        super(
                "Port " + port + ", wanted by " + server
                        + ", is taken by another program. Stop that program, or move all ports with --port-offset N.",
                cause);
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
