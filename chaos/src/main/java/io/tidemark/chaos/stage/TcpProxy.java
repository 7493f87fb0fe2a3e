package io.tidemark.chaos.stage;

import io.tidemark.local.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in front of a server and can lose what it answers or hold it back. Thread-safe. */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object mode = new Object();
    private boolean holding;
    private int waiting;
    private volatile boolean closed;

    private TcpProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** In front of the server at this port of the loopback address. */
    static TcpProxy before(int target) throws IOException {
        ServerSocket listener = new ServerSocket(Ports.free("the proxy"), 50, InetAddress.getByName(Ports.LOOPBACK));
        TcpProxy proxy = new TcpProxy(listener, target);
        start(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on answers wait here, while questions pass. */
    public void holdAnswers() {
        synchronized (mode) {
            holding = true;
        }
    }

    /** Lets go on what waits, late as it is. */
    public void releaseAnswers() {
        synchronized (mode) {
            holding = false;
            mode.notifyAll();
        }
    }

    /** Whether an answer waits here. */
    public boolean isAnswerHeld() {
        synchronized (mode) {
            return waiting > 0;
        }
    }

    /** Cuts every connection; answers that wait are lost. New connections are taken. */
    public void cut() {
        sockets.forEach(TcpProxy::closeQuietly);
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        cut();
        releaseAnswers();
    }

    private void accept() {
        while (!closed) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getByName(Ports.LOOPBACK), target);
            sockets.add(client);
            sockets.add(server);
            start(() -> pass(client, server, false));
            start(() -> pass(server, client, true));
        } catch (IOException e) {
            closeQuietly(client); // the server is away: a connection that opens and closes, as from any proxy
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (answers) {
                    awaitTurn();
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // one of the two is gone, and with it the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitTurn() throws InterruptedException {
        synchronized (mode) {
            waiting++;
            while (holding) {
                mode.wait();
            }
            waiting--;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // gone in any case
        }
    }
}
