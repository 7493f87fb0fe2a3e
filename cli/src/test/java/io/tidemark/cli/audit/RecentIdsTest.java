package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RecentIdsTest {

    /** What the rule says, word for word. */
    private record Occurrence(int id, long offset, long logTime) {

        boolean isWithin(Deduplication window, long offset, long logTime) {
            return offset - this.offset <= window.distance()
                    && this.logTime >= logTime - window.horizon().toMillis();
        }
    }

    @Property(tries = 300)
    void verdictsAreThoseOfTheRuleWhateverIsForgotten(
            @ForAll @Size(max = 600) List<@IntRange(max = 200) Integer> ids,
            @ForAll @LongRange(max = 60) long horizon,
            @ForAll @LongRange(max = 300) long distance) {
        Deduplication window = new Deduplication(Duration.ofMillis(horizon), distance);
        RecentIds recent = new RecentIds(window);
        List<Occurrence> all = new ArrayList<>();
        long logTime = Long.MIN_VALUE;

        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            long offset = 2L * i;
            logTime = Math.max(logTime, i / 3 - id % 7);
            long now = recent.advance(offset, i / 3 - id % 7);
            OptionalLong expected = earlier(all, id, window, offset, logTime);

            assertThat(now).isEqualTo(logTime);
            assertThat(recent.add("id" + id, offset, window)).isEqualTo(expected);
            all.add(new Occurrence(id, offset, logTime));
        }
    }

    @Example
    void whatNoEventCanLookBackToIsForgotten() {
        Deduplication window = new Deduplication(Duration.ofMillis(500), 1_000);
        RecentIds recent = new RecentIds(window);

        for (int i = 0; i < 100_000; i++) {
            recent.advance(i, i / 10);
            recent.add("id" + i, i, window);
        }

        assertThat(recent.size()).isLessThan(4_000);
    }

    private static OptionalLong earlier(List<Occurrence> all, int id, Deduplication window, long offset, long logTime) {
        return all.stream()
                .filter(o -> o.id() == id && o.isWithin(window, offset, logTime))
                .mapToLong(Occurrence::offset)
                .max();
    }
}
