package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive connection that posts and waits. It does no more than that, since what it uses of the CPU is missing to
 * what is measured. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 30_000;
    private static final int BUFFER = 32 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String head;
    private String body = "";

    HttpConnection(int port, String path) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /** Posts JSON and returns the status of the answer. */
    int post(byte[] json) throws IOException {
        byte[] front = (head + json.length + "\r\n\r\n").getBytes(US_ASCII);
        byte[] request = new byte[front.length + json.length];
        System.arraycopy(front, 0, request, 0, front.length);
        System.arraycopy(json, 0, request, front.length, json.length);
        socket.getOutputStream().write(request);
        return readAnswer();
    }

    /** The body of the last answer. */
    String body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int readAnswer() throws IOException {
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        int length = 0;
        boolean isChunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                isChunked = true;
            }
        }
        body = isChunked ? chunks() : text(length);
        return status;
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.append(text(size));
            line();
        }
        line();
        return all.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection was closed within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
