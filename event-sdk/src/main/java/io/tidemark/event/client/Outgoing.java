package io.tidemark.event.client;

/**
 * An event on its way to the transport.
 *
 * @param key      events of the same key stay in order: the user, else the event's id
 * @param json     the encoded event
 * @param overdue  the {@link System#nanoTime} from which it is no longer sent
 * @param delivery to be decided by the transport
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record Outgoing(String key, byte[] json, long overdue, Delivery delivery) {

    boolean isOverdue() {
        return System.nanoTime() - overdue >= 0;
    }
}
