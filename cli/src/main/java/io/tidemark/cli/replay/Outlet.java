package io.tidemark.cli.replay;

/** Where the lines of a replay go. Each one's fate is told to the tally that it was opened with. Used by one thread. */
interface Outlet extends AutoCloseable {

    /**
     * Takes a line; may wait for room.
     *
     * @param read what is known of the line
     * @param line its bytes, as they are to be sent
     */
    void send(JsonLine read, byte[] line);

    /** Returns when the fate of each line is known. */
    void flush();

    @Override
    void close();
}
