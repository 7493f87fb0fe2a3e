package io.tidemark.chaos.stage;

/**
 * What a fault needs to be tried.
 *
 * @param processors how many, 1 to 3
 */
public record Topology(int processors, Redis redis) {

    /** How Redis is reached. */
    public enum Redis {
        PLAIN,
        /** The processors through a {@link TcpProxy}. */
        PROXIED,
        /** A primary and a replica, found through Sentinel. */
        REPLICATED,
        /** On a disk that can be filled. */
        SMALL_DISK
    }

    /** Redis by itself. */
    public static Topology processors(int number) {
        return new Topology(number, Redis.PLAIN);
    }

    /** One processor. */
    public static Topology with(Redis redis) {
        return new Topology(1, redis);
    }
}
