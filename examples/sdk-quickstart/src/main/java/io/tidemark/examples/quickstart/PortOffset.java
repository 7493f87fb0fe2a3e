package io.tidemark.examples.quickstart;

import java.util.Map;

/** The option {@code --port-offset N}, by which a stack on other ports is met. */
final class PortOffset {

    private static final String OPTION = "--port-offset";
    private static final int MAX = 14_000;
    private static final int API = 8080;
    private static final int GATEWAY = 8081;

    private PortOffset() {}

    /** The ports that application.yml asks for. */
    static Map<String, Object> ports(String[] args) {
        int offset = offset(args);
        return Map.of("ports.api", API + offset, "ports.gateway", GATEWAY + offset);
    }

    private static int offset(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(OPTION)) {
                return number(i + 1 < args.length ? args[i + 1] : "");
            }
            if (args[i].startsWith(OPTION + "=")) {
                return number(args[i].substring(OPTION.length() + 1));
            }
        }
        return 0;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX) {
            throw new QuickstartException(OPTION + " is '" + text + "'; allowed are 0 to " + MAX);
        }
        return Integer.parseInt(text);
    }
}
