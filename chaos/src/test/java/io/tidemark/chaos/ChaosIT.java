package io.tidemark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.chaos.load.Load;
import io.tidemark.chaos.stage.Topology;
import io.tidemark.local.Cleanup;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few faults, briefly; {@code ./tidemark chaos --all} tries all of them at length. */
class ChaosIT {

    private static final Load.Plan PLAN = new Load.Plan(20_230_315, 30_000, 10_000);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"kill-after-apply, false", "flush-all, true"})
    void faultLeavesNoDifference(String name, boolean catalogChange) throws Exception {
        Outcome outcome = run(Faults.find(name).orElseThrow(), catalogChange);

        assertThat(outcome.shown()).isEmpty();
        assertThat(outcome.isGood()).isTrue();
        assertThat(outcome.events()).isGreaterThanOrEqualTo(PLAN.events());
        assertThat(outcome.recoverySeconds()).isNotNull();
    }

    @Test
    void valueThatIsNotOfTheLogIsFoundByTheLoadAndByTheAudit() throws Exception {
        Fault meddling = new Fault(
                "meddling",
                "somebody counts one page view more",
                Topology.processors(1),
                moments -> moments.stage().redis().commands().hincrby("metrics:counters", "page_view", 1));

        Outcome outcome = run(meddling, false);

        assertThat(outcome.differences()).isEqualTo(2);
        assertThat(outcome.shown().get(0)).startsWith("counter page_view: sent ");
        assertThat(outcome.shown().get(1)).startsWith("audit: metrics:counters page_view: the log says ");
    }

    private Outcome run(Fault fault, boolean catalogChange) throws Exception {
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            return new Run(fault, PLAN, catalogChange, Clock.systemUTC(), progress -> {}).in(folder, cleanup);
        }
    }
}
