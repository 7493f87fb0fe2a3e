package io.tidemark.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One inline command per connection. */
final class RedisCommands {

    private RedisCommands() {}

    /** The reply: its line, its text, or the last text of several. */
    static String run(int port, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return reply(in);
        }
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line.startsWith("*")) {
            String last = "";
            for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
                last = reply(in);
            }
            return last;
        }
        return line.startsWith("$") && !line.equals("$-1") ? in.readLine() : line;
    }
}
