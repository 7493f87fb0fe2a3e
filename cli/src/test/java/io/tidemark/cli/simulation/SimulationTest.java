package io.tidemark.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final long SCHEDULES = 100_000;

    @Test
    void whateverHappensTheStoreHoldsWhatTheLogSays() throws InterruptedException {
        Simulation simulation = new Simulation(1, SCHEDULES);

        OptionalLong wrong = simulation.play(played -> System.out.println("simulation: " + played + " schedules"));

        assertThat(wrong)
                .as("seed of a schedule that went wrong; ./tidemark simulate --schedules 1 --seed SEED tells its steps")
                .isEmpty();
        System.out.println("simulation: " + simulation.tally());
    }

    @Test
    void aSeedAloneSaysWhatHappens() {
        Schedule.Outcome first = Schedule.of(42).play(true);

        Schedule.Outcome second = Schedule.of(42).play(true);

        assertThat(second.story()).isEqualTo(first.story()).hasSizeGreaterThan(50);
    }
}
