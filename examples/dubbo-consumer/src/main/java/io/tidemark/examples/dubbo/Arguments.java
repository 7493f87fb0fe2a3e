package io.tidemark.examples.dubbo;

import java.util.Arrays;
import java.util.Iterator;

/** What the command line says. */
record Arguments(
        String zooKeeper, String protocol, String counter, String board, String window, int minutes, boolean watch) {

    static final String USAGE = """
            Asks for a counter, a leaderboard and a window over Dubbo. Options:
              --zookeeper HOST:PORT  where the provider is looked for (127.0.0.1:2181)
              --port-offset N        as of `./tidemark up`, moves the port of ZooKeeper
              --protocol tri|dubbo   Triple or the classic protocol (tri)
              --counter NAME         a counter or an event type (page_view)
              --board NAME           a leaderboard (top_pages)
              --window NAME          a window (events_per_minute)
              --minutes N            how far back the window goes (5)
              --watch                asks every second, until Ctrl-C""";

    private static final int ZOOKEEPER_PORT = 2181;

    static Arguments of(String... args) {
        String zooKeeper = "127.0.0.1:" + ZOOKEEPER_PORT;
        String protocol = "tri";
        String counter = "page_view";
        String board = "top_pages";
        String window = "events_per_minute";
        int minutes = 5;
        boolean watch = false;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--zookeeper" -> zooKeeper = value(option, rest);
                case "--port-offset" -> zooKeeper = "127.0.0.1:" + (ZOOKEEPER_PORT + number(option, rest));
                case "--protocol" -> protocol = value(option, rest);
                case "--counter" -> counter = value(option, rest);
                case "--board" -> board = value(option, rest);
                case "--window" -> window = value(option, rest);
                case "--minutes" -> minutes = number(option, rest);
                case "--watch" -> watch = true;
                default -> throw new IllegalArgumentException("'" + option + "' is not known");
            }
        }
        if (!protocol.equals("tri") && !protocol.equals("dubbo")) {
            throw new IllegalArgumentException("--protocol is '" + protocol + "'; allowed: tri, dubbo");
        }
        return new Arguments(zooKeeper, protocol, counter, board, window, minutes, watch);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " has no value");
        }
        return rest.next();
    }

    private static int number(String option, Iterator<String> rest) {
        String value = value(option, rest);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is '" + value + "'; allowed: a whole number", e);
        }
    }
}
