package io.tidemark.cli.simulation;

import io.tidemark.cli.audit.StoreAudit;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What happens, in its order. */
record Schedule(long seed, List<Step> steps) {

    private static final int MIN_STEPS = 30;
    private static final int MAX_STEPS = 90;

    /**
     * What came of a schedule.
     *
     * @param failures what is wrong; empty if nothing is
     * @param story    what happened, if it was asked for
     */
    record Outcome(List<String> failures, List<String> story, Tally tally) {

        boolean isRight() {
            return failures.isEmpty();
        }
    }

    static Schedule of(long seed) {
        Chance chance = new Chance(seed);
        int count = (int) chance.between(MIN_STEPS, MAX_STEPS);
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(Step.Kind.any(chance), chance.seed()));
        }
        return new Schedule(seed, steps);
    }

    Outcome play(boolean told) {
        Story story = new Story(told);
        World world = new World(seed, story);
        try {
            world.begin();
            steps.forEach(world::take);
            world.settle();
            if (world.failures().isEmpty()) {
                compare(world);
            }
        } catch (World.Endless e) {
            world.fail("it goes round and round");
        } catch (Throwable e) { // A failure like any other, so that the steps that lead to it can be told.
            world.fail("it throws " + e);
        }
        return new Outcome(world.failures(), story.lines(), world.tally());
    }

    /** The same schedule without the steps that its failure does not need. */
    Schedule shrunk() {
        List<Step> needed = steps;
        for (int size = needed.size() / 2; size > 0; size /= 2) {
            int from = 0;
            while (from < needed.size()) {
                List<Step> fewer = new ArrayList<>(needed.subList(0, from));
                fewer.addAll(needed.subList(Math.min(from + size, needed.size()), needed.size()));
                if (new Schedule(seed, fewer).play(false).isRight()) {
                    from += size;
                } else {
                    needed = fewer;
                }
            }
        }
        return new Schedule(seed, needed);
    }

    private static void compare(World world) {
        TopicLedger ledger = world.store().state().ledger(SimulatedLog.TOPIC);
        if (world.store().state().catalog().version() == 0 && !ledger.fates().isEmpty()) {
            world.fail("the log was folded without a catalog");
        }
        ledger.starts().forEach((partition, start) -> {
            boolean right = world.store().isFresh()
                    ? world.starts().isStart(partition, start)
                    : world.starts().wasStart(partition, start);
            if (!right) {
                world.fail("partition " + partition + " was begun at " + start + ", where nobody began it");
            }
        });
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        world.log().records().forEach(log::addAll);
        StoreAudit.differences(world.store().state(), log, world.store().gaps()).forEach(world::fail);
    }
}
