package io.tidemark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void rowAddsUpTheRunsOfAFaultAndShowsTheirWorst() {
        Report report = new Report(List.of(run("kill", 1_000, 0, 0.5, 2.0), run("kill", 2_000, 3, null, 7.25)));

        assertThat(report.markdown())
                .containsExactly(
                        "| fault | runs | catalog changes | events | difference | detection s | recovery s | refused batches |",
                        "|---|---:|---:|---:|---:|---:|---:|---:|",
                        "| kill | 2 | 0 | 3,000 | 3 | 0.5 | 7.3 | 2 |");
    }

    @Test
    void whatDidNotComeToItsEndHasNoDifferenceToShow() {
        Fault fault = Faults.ALL.get(0);
        Report report = new Report(List.of(
                Outcome.failed(fault, 1, false, "stuck"),
                new Outcome("disk", 0, false, 0, 0, List.of(), null, null, 0, null, "no root")));

        assertThat(report.markdown())
                .contains(
                        "| " + fault.name() + " | 1 | 0 | 0 | 1 failed | - | - | 0 |",
                        "| disk | 0 | 0 | 0 | not run: no root | - | - | - |");
    }

    private static Outcome run(
            String fault, long events, long differences, @Nullable Double detection, @Nullable Double recovery) {
        return new Outcome(fault, 1, false, events, differences, List.of(), detection, recovery, 1, null, null);
    }
}
