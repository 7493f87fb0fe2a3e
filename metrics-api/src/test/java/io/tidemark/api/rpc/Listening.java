package io.tidemark.api.rpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a port of this machine answers. */
final class Listening {

    private static final int SOON_MS = 1_000;

    private Listening() {}

    /** The addresses of this machine at which somebody accepts connections to the port. */
    static List<String> addresses(int port) throws IOException {
        List<String> answering = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (accepts(address, port)) {
                    answering.add(address.getHostAddress());
                }
            }
        }
        return answering;
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), SOON_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
