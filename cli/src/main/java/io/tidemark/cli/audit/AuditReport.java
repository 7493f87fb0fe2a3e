package io.tidemark.cli.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What an audit found.
 *
 * @param events      how many events the log has up to the ledger
 * @param compared    how many values were compared
 * @param differences all of them
 */
record AuditReport(long events, long compared, List<Difference> differences) {

    AuditReport {
        differences = List.copyOf(differences);
    }

    /** With what another comparison found. */
    AuditReport plus(List<Difference> others, long comparedByThem) {
        List<Difference> all = new ArrayList<>(others);
        all.addAll(differences);
        return new AuditReport(events, compared + comparedByThem, all);
    }

    boolean isClean() {
        return differences.isEmpty();
    }

    String summary() {
        return "audit: " + events + " events, " + compared + " values compared, " + differences.size() + " differences";
    }
}
