package io.tidemark.chaos.load;

/**
 * A record to be sent.
 *
 * @param number of the event, which is in its id; {@link #POISON} for what is no event
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record LoadEvent(int number, byte[] key, byte[] value) {

    static final int POISON = -1;
}
