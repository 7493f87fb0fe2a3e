package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.CpuTimes.Part;
import io.tidemark.benchmarks.Drain.Mark;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void lastLineIsTheRateAndTheCpuOfAllFromTheFirstAdvance() {
        Drain drain = new Drain(mark(10, 1_000, 5, 2, 1), mark(12, 501_000, 6, 3, 1), mark(14, 1_001_000, 8, 4, 2));

        String last = drain.lines().get(drain.lines().size() - 1);

        assertThat(last).isEqualTo("drain-mixed: 250000 events/s, 6000 ns/event");
    }

    @Test
    void secondHalfStandsBesideTheWhole() {
        Drain drain = new Drain(mark(10, 0, 0, 0, 0), mark(13, 500_000, 3, 2, 0), mark(14, 1_000_000, 4, 2, 0));

        assertThat(drain.lines())
                .anySatisfy(line -> assertThat(line.split("\\s+")).containsExactly("events/s", "250,000", "500,000"))
                .anySatisfy(line ->
                        assertThat(line.split("\\s+")).containsExactly("processor", "ns/event", "4,000", "2,000"));
    }

    private static Mark mark(long seconds, long events, long processor, long broker, long redis) {
        CpuTimes cpu = new CpuTimes(
                Map.of(Part.PROCESSOR, processor * SECOND, Part.BROKER, broker * SECOND, Part.REDIS, redis * SECOND));
        return new Mark(seconds * SECOND, events, cpu);
    }
}
