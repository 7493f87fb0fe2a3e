package io.tidemark.cli.simulation;

import io.tidemark.processor.log.TopicStarts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** ZooKeeper, of which only the starts matter. */
final class SimulatedStarts implements TopicStarts {

    private final Map<Integer, Set<Long>> ever = new HashMap<>();
    private Starts known = Starts.NONE;
    private boolean away;

    void setAway(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    void replace(Starts starts) {
        known = starts;
        remember(starts.starts());
    }

    /** Whether folding of this partition was ever to start there: at the log's beginning, or where a reset said. */
    boolean wasStart(int partition, long offset) {
        return offset == 0 || ever.getOrDefault(partition, Set.of()).contains(offset);
    }

    /** Whether an emptied store is to be folded from there. */
    boolean isStart(int partition, long offset) {
        return Long.valueOf(offset).equals(known.starts().get(partition));
    }

    @Override
    public Starts read(String topic) {
        check();
        return known;
    }

    /** It makes no other start right: what a processor adds came from here, or is wrong. */
    @Override
    public void add(String topic, String id, Map<Integer, Long> starts) {
        check();
        known = known.plus(id, starts);
    }

    private void remember(Map<Integer, Long> starts) {
        starts.forEach((partition, start) ->
                ever.computeIfAbsent(partition, p -> new HashSet<>()).add(start));
    }

    private void check() {
        if (away) {
            throw new IllegalStateException("ZooKeeper is away");
        }
    }
}
