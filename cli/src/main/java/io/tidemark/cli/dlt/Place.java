package io.tidemark.cli.dlt;

/**
 * Where a record stands, for ever.
 *
 * @param topicId tells a topic from others that had the same name
 */
record Place(String topicId, int partition, long offset) {

    /** One text for all places of a topic: millions of places may be held at once. */
    Place {
        topicId = topicId.intern();
    }
}
