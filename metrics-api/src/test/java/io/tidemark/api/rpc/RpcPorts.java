package io.tidemark.api.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports for one provider. */
record RpcPorts(int triple, int classic) {

    static RpcPorts free() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket triple = new ServerSocket(0, 1, loopback);
                ServerSocket classic = new ServerSocket(0, 1, loopback)) {
            return new RpcPorts(triple.getLocalPort(), classic.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String[] settings(String zooKeeper) {
        return new String[] {
            "--tidemark.rpc.port=" + triple,
            "--tidemark.rpc.classic-port=" + classic,
            "--tidemark.zookeeper.connect-string=" + zooKeeper
        };
    }
}
