package io.tidemark.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Ports on the loopback address. */
public final class Ports {

    /** Where everything listens. */
    public static final String LOOPBACK = "127.0.0.1";

    // Below the range from which systems take the ports of outgoing connections: in there a client that
    // reconnects to a server which is down may take its port, or even connect to itself.
    private static final int FREE_FROM = 24_000;
    private static final int FREE_TO = 32_000;
    private static final int MAX_PORT = 65_535;
    private static final int TRIES = 200;

    private Ports() {}

    /** A port that is free now, for a server that is to have the same one when it is started again. */
    public static int free(String server) {
        return take(server, 0);
    }

    /** The port as given after a check that it is free, or a free one for 0. */
    static int take(String server, int wanted) {
        if (wanted != 0) {
            requireFree(server, wanted);
            return wanted;
        }
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO);
            if (bindFailure(port) == null) {
                return port;
            }
        }
        throw new LocalServerException(
                "No free port for " + server + " was found between " + FREE_FROM + " and " + FREE_TO + ".", null);
    }

    static int requireValid(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "Port " + port + " is outside of 0…" + MAX_PORT + " (0 means: any free one).");
        }
        return port;
    }

    /** Whether a failed start has a taken port at its root. */
    static boolean isTaken(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void requireFree(String server, int port) {
        IOException failure = bindFailure(port);
        if (failure != null) {
            throw new PortTakenException(server, port, failure);
        }
    }

    private static @Nullable IOException bindFailure(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
