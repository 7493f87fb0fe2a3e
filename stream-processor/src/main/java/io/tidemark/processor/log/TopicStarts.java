package io.tidemark.processor.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where folding of each topic began, kept beside the ledger: if the store is emptied, the log is folded again from the
 * same offsets. Thread-safe.
 */
public interface TopicStarts {

    /**
     * @param id     the topic's id; null if the topic was never folded
     * @param starts by partition, the first offset folded
     */
    record Starts(@Nullable String id, Map<Integer, Long> starts) {

        public static final Starts NONE = new Starts(null, Map.of());

        /** What is remembered once this is added: of the same topic what is there stays, another one's is replaced. */
        public Starts plus(String otherId, Map<Integer, Long> others) {
            Map<Integer, Long> all = new HashMap<>(others);
            if (otherId.equals(id)) {
                all.putAll(starts);
            }
            return new Starts(otherId, all);
        }
    }

    /** {@link Starts#NONE} if nothing is known. Throws while that is away where they are kept. */
    Starts read(String topic) throws Exception;

    /** Adds as {@link Starts#plus} says. Throws while that is away where they are kept, or if another process was faster. */
    void add(String topic, String id, Map<Integer, Long> starts) throws Exception;
}
