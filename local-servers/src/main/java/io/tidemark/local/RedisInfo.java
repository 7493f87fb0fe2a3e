package io.tidemark.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the Redis at a port who it is, without a client library. */
final class RedisInfo {

    static final long NOT_READY = -1;

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final Pattern PROCESS_ID = Pattern.compile("(?m)^process_id:(\\d+)\\r?$");
    private static final Pattern LOADING = Pattern.compile("(?m)^loading:1\\r?$");

    private RedisInfo() {}

    /** The process id of the Redis that serves at the port, {@link #NOT_READY} if none does or it still loads. */
    static long readyProcess(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            String info = ask(socket);
            Matcher processId = PROCESS_ID.matcher(info);
            return processId.find() && !LOADING.matcher(info).find() ? Long.parseLong(processId.group(1)) : NOT_READY;
        } catch (IOException e) {
            return NOT_READY;
        }
    }

    private static String ask(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("INFO\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[length(in)];
        in.readFully(answer);
        return new String(answer, StandardCharsets.UTF_8);
    }

    // A bulk answer opens with "$<length>\r\n"; anything else is an error line.
    private static int length(InputStream in) throws IOException {
        if (in.read() != '$') {
            throw new IOException("not the answer to INFO");
        }
        int length = 0;
        for (int digit = in.read(); digit >= '0' && digit <= '9'; digit = in.read()) {
            length = length * 10 + digit - '0';
            if (length > LARGEST_ANSWER) {
                throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
            }
        }
        in.read();
        return length;
    }
}
