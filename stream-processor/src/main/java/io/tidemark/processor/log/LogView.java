package io.tidemark.processor.log;

import java.util.Map;

/**
 * What a topic's log looked like a moment ago.
 *
 * @param topicId    the id that Kafka gave the topic when it was created
 * @param beginnings by partition, the offset of the first record that is still there
 * @param ends       by partition, the offset behind the last record
 */
public record LogView(String topicId, Map<Integer, Long> beginnings, Map<Integer, Long> ends) {}
