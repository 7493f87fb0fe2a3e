package io.tidemark.metric.control;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A processor that runs.
 *
 * @param id             its own from one start to the next
 * @param host           the name of its machine
 * @param catalogVersion by which configured version it folds; 0: by none that it knows
 * @param partitions     what it folds, in the order of topic and number
 */
public record ProcessorState(String id, String host, int catalogVersion, List<Partition> partitions) {

    /**
     * @param state  what it is doing, as {@code running}
     * @param offset the next offset to be folded
     * @param lag    records behind the end of the log; null: not known
     */
    public record Partition(
            String topic,
            int partition,
            String state,
            long offset,
            @Nullable Long lag) {}

    public ProcessorState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        partitions = List.copyOf(partitions);
    }
}
