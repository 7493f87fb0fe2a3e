package io.tidemark.cli.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MutationResultTest {

    private static final KillingTest TEST = KillingTest.of("io.tidemark.SomeTest", "guarantee");

    @Test
    void killedIfTheNamedTestFailsAndAnotherPasses() {
        assertThat(result(1, "failed: guarantee\nfailed: more\npassed: 12\n").isKilled())
                .isTrue();
    }

    @Test
    void survivesIfOnlyOtherTestsFail() {
        MutationResult result = result(1, "failed: other\npassed: 12\n");

        assertThat(result.isKilled()).isFalse();
        assertThat(result).hasToString("SURVIVED it, not [other]");
    }

    @Test
    void survivesIfNoTestPasses() {
        assertThat(result(1, "failed: guarantee\npassed: 0\n").isKilled()).isFalse();
    }

    @Test
    void survivesIfNothingFails() {
        assertThat(result(0, "passed: 13\n")).hasToString("SURVIVED");
    }

    @Test
    void programThatEndsWithoutAVerdictIsNoResult() {
        assertThatThrownBy(() -> result(1, "class not found")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void simulationKillsByASchedule() {
        assertThat(new MutationResult(KillingTest.SIMULATION, 1, "schedule 7 of 1000 went wrong", 2))
                .hasToString("7 schedules");
    }

    private static MutationResult result(int exit, String output) {
        return new MutationResult(TEST, exit, output, 1);
    }
}
