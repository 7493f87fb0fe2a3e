package io.tidemark.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.AbstractList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SimulationTest {

    private static final long SCHEDULES = 100_000;

    private static final Logger PROCESSOR = (Logger) LoggerFactory.getLogger("io.tidemark.processor");

    private static @Nullable Level level;

    /** Millions of lines, once an application of another test has set up logging. */
    @BeforeAll
    static void silence() {
        level = PROCESSOR.getLevel();
        PROCESSOR.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        PROCESSOR.setLevel(level);
    }

    @Test
    void whateverHappensTheStoreHoldsWhatTheLogSays() throws InterruptedException {
        Simulation simulation = new Simulation(1, SCHEDULES);

        OptionalLong wrong = simulation.play(played -> System.out.println("simulation: " + played + " schedules"));

        assertThat(wrong)
                .as("seed of a schedule that went wrong; ./tidemark simulate --schedules 1 --seed SEED tells its steps")
                .isEmpty();
        System.out.println("simulation: " + simulation.tally());
        assertThat(numbers(simulation.tally())).as("of everything").doesNotContain(0L);
    }

    @Test
    void aScheduleThatThrowsIsAFailureLikeAnyOther() {
        Schedule schedule = new Schedule(1, new AbstractList<>() {
            @Override
            public Step get(int index) {
                throw new StackOverflowError("thrown");
            }

            @Override
            public int size() {
                return 1;
            }
        });

        Schedule.Outcome outcome = schedule.play(true);

        assertThat(outcome.failures()).containsExactly("it throws java.lang.StackOverflowError: thrown");
    }

    @Test
    void aSeedAloneSaysWhatHappens() {
        Schedule.Outcome first = Schedule.of(42).play(true);

        Schedule.Outcome second = Schedule.of(42).play(true);

        assertThat(second.story()).isEqualTo(first.story()).hasSizeGreaterThan(50);
    }

    private static List<Long> numbers(Tally tally) {
        return List.of(
                tally.events,
                tally.applied,
                tally.refused,
                tally.unanswered,
                tally.lookUps,
                tally.losses,
                tally.activations,
                tally.rebalances,
                tally.crashes,
                tally.cuts,
                tally.gaps);
    }
}
