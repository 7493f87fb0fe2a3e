package io.tidemark.cli.simulation;

import io.tidemark.processor.log.TopicStarts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** ZooKeeper, of which only the starts matter. */
final class SimulatedStarts implements TopicStarts {

    private Starts known = Starts.NONE;
    private final Set<Long> everKnown = new HashSet<>(Set.of(0L));
    private boolean away;

    void setAway(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    void replace(Starts starts) {
        known = starts;
        everKnown.addAll(starts.starts().values());
    }

    /** Whether folding was ever to start there: at the log's beginning, or where a reset said. */
    boolean isStart(long offset) {
        return everKnown.contains(offset);
    }

    @Override
    public Starts read(String topic) {
        check();
        return known;
    }

    @Override
    public void add(String topic, String id, Map<Integer, Long> starts) {
        check();
        known = known.plus(id, starts);
    }

    private void check() {
        if (away) {
            throw new IllegalStateException("ZooKeeper is away");
        }
    }
}
