package io.tidemark.cli.stack;

/**
 * The ports of the stack on the loopback address.
 *
 * @param offset added to every one of them, 0…14000
 */
public record StackPorts(int offset) {

    /** The address that everything listens on. */
    public static final String HOST = "127.0.0.1";

    private static final int MAX_OFFSET = 14_000;
    // The one in our range of the ports that the Fetch standard blocks: it is that of a backup program.
    private static final int BLOCKED_IN_BROWSERS = 10_080;

    public StackPorts {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("--port-offset is " + offset + "; allowed are 0 to " + MAX_OFFSET + ".");
        }
    }

    public int api() {
        return 8080 + offset;
    }

    public int gateway() {
        return 8081 + offset;
    }

    /** Whether a browser opens the page at all. */
    boolean apiIsOpenToBrowsers() {
        return api() != BLOCKED_IN_BROWSERS;
    }

    public int processor() {
        return 8082 + offset;
    }

    public int kafka() {
        return 9092 + offset;
    }

    int kafkaController() {
        return 9093 + offset;
    }

    public int zooKeeper() {
        return 2181 + offset;
    }

    public int redis() {
        return 6379 + offset;
    }

    /** Of the Triple protocol. */
    public int rpc() {
        return 50051 + offset;
    }

    /** Of the classic Dubbo protocol. */
    public int rpcClassic() {
        return 20880 + offset;
    }

    /** {@code host:port}. */
    public static String at(int port) {
        return HOST + ":" + port;
    }
}
