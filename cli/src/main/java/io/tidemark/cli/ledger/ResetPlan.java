package io.tidemark.cli.ledger;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.LogView;
import io.tidemark.processor.log.TopicStarts.Starts;
import java.util.Map;
import java.util.TreeMap;

/** From where each partition of a topic is to be folded once it is reset. Stateless. */
final class ResetPlan {

    private ResetPlan() {}

    /**
     * By partition, all that the topic has: those that the target names at the new start, the others where they started.
     *
     * @param ledger the topic's, which may be lost or of another id
     * @param known  what ZooKeeper remembers
     * @throws CommandFailedException if there is no such partition or place
     */
    static Map<Integer, Long> starts(Target target, NewStart to, LogView log, TopicLedger ledger, Starts known) {
        if (target.partition().isPresent()
                && !log.ends().containsKey(target.partition().getAsInt())) {
            throw new CommandFailedException(target.topic() + " has no partition "
                    + target.partition().getAsInt() + "; it has 0 to "
                    + (log.ends().size() - 1));
        }
        Map<Integer, Long> starts = new TreeMap<>();
        new TreeMap<>(log.ends()).forEach((partition, end) -> { // in order: the first wrong one is named
            String name = target.topic() + ":" + partition;
            long begin = log.beginnings().getOrDefault(partition, 0L);
            starts.put(
                    partition,
                    target.names(partition)
                            ? to.in(name, begin, end)
                            : withinLog(name, startOf(partition, begin, log, ledger, known), end));
        });
        return starts;
    }

    private static long startOf(int partition, long begin, LogView log, TopicLedger ledger, Starts known) {
        if (log.topicId().equals(ledger.topicId()) && ledger.starts().containsKey(partition)) {
            return ledger.starts().get(partition);
        }
        return log.topicId().equals(known.id()) ? known.starts().getOrDefault(partition, begin) : begin;
    }

    /** Below its begin is allowed: what is gone is accounted for as a gap. */
    private static long withinLog(String name, long start, long end) {
        if (start > end) {
            throw new CommandFailedException(name + " was started at " + start + ", behind the end of its log at " + end
                    + ": reset the whole topic instead of one partition");
        }
        return start;
    }
}
