package io.tidemark.metric;

/**
 * Where an event stands in time and in the log, as a text whose order is the order of the places: event time in
 * milliseconds, topic, partition and offset, the numbers with leading zeros. A blank is before every character of a topic's
 * name. Stateless and thread-safe.
 */
public final class EventPlace {

    private static final int LONG_DIGITS = 19;
    private static final int INT_DIGITS = 10;

    private EventPlace() {}

    /** The middle of the text, which is the same for all events of a partition. */
    public static String partition(String topic, int partition) {
        StringBuilder text = new StringBuilder(" ").append(topic).append(' ');
        append(text, partition, INT_DIGITS);
        return text.append(' ').toString();
    }

    /**
     * The whole text.
     *
     * @param time      a negative one, which only records without a time have, counts as 0
     * @param partition as {@link #partition} has it
     */
    public static String of(long time, String partition, long offset) {
        StringBuilder text = new StringBuilder(2 * LONG_DIGITS + partition.length());
        append(text, Math.max(0, time), LONG_DIGITS);
        text.append(partition);
        append(text, offset, LONG_DIGITS);
        return text.toString();
    }

    private static void append(StringBuilder text, long number, int digits) {
        String plain = Long.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        text.append(plain);
    }
}
