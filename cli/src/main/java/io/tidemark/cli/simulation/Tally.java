package io.tidemark.cli.simulation;

/** How much happened, so that nobody mistakes schedules in which nothing happens for a proof. */
final class Tally {

    long events;
    long applied;
    long refused;
    long unanswered;
    long lookUps;
    long losses;
    long activations;
    long rebalances;
    long crashes;
    long cuts;
    long gaps;

    void add(Tally other) {
        events += other.events;
        applied += other.applied;
        refused += other.refused;
        unanswered += other.unanswered;
        lookUps += other.lookUps;
        losses += other.losses;
        activations += other.activations;
        rebalances += other.rebalances;
        crashes += other.crashes;
        cuts += other.cuts;
        gaps += other.gaps;
    }

    @Override
    public String toString() {
        return events + " events, " + applied + " batches applied, " + refused + " refused, " + unanswered
                + " calls without an answer, " + lookUps + " look-ups, " + losses + " states of the store lost, "
                + activations + " catalogs, " + rebalances + " rebalances, " + crashes + " crashes, " + cuts
                + " times retention took something, " + gaps + " gaps";
    }
}
