package io.tidemark.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a fault came to.
 *
 * @param seed             by which it can be run again
 * @param catalogChange    whether the catalog was changed meanwhile
 * @param events           records in the log
 * @param differences      of the audit and of the load's own check
 * @param shown            the first of them; the others are counted only
 * @param detectionSeconds from the fault until a service said so: its health, other partitions, a refused batch; null if none did
 * @param recoverySeconds  from when the cause was gone until the ledger followed the log again
 * @param refused          batches that the store refused
 * @param failure          why the run did not come to its end; null if it did
 * @param notRun           why it was not run at all; null if it was
 */
record Outcome(
        String fault,
        long seed,
        boolean catalogChange,
        long events,
        long differences,
        List<String> shown,
        @Nullable Double detectionSeconds,
        @Nullable Double recoverySeconds,
        long refused,
        @Nullable String failure,
        @Nullable String notRun) {

    static Outcome notRun(Fault fault, String why) {
        return new Outcome(fault.name(), 0, false, 0, 0, List.of(), null, null, 0, null, why);
    }

    static Outcome failed(Fault fault, long seed, boolean catalogChange, String why) {
        return new Outcome(fault.name(), seed, catalogChange, 0, 0, List.of(), null, null, 0, why, null);
    }

    boolean isGood() {
        return failure == null && differences == 0;
    }
}
