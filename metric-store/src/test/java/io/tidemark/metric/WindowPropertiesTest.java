package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class WindowPropertiesTest {

    private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_9999 =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @Property
    void everyTimeIsInItsPane(@ForAll("windows") Window window, @ForAll("times") long time) {
        long start = window.paneStart(time);

        assertThat(start).isLessThanOrEqualTo(time);
        assertThat(window.paneEnd(start)).isGreaterThan(time);
        assertThat(window.paneStart(start)).isEqualTo(start);
        assertThat(window.paneStart(window.paneEnd(start))).isEqualTo(window.paneEnd(start));
    }

    @Property
    void panesStartAtMidnight(
            @ForAll("windows") Window window, @ForAll @LongRange(min = -700_000, max = 700_000) long day) {
        long midnight = Duration.ofDays(day).toMillis();

        assertThat(window.paneStart(midnight)).isEqualTo(midnight);
    }

    @Property
    void labelsAreInTheOrderOfTime(
            @ForAll("windows") Window window, @ForAll("times") long one, @ForAll("times") long other) {
        long left = window.paneStart(one);
        long right = window.paneStart(other);

        assertThat(Integer.signum(window.label(left).compareTo(window.label(right))))
                .isEqualTo(Long.signum(Long.compare(left, right)));
        assertThat(window.label(left)).matches("\\d{8}(\\d\\d){0,3}").hasSameSizeAs(window.label(right));
    }

    @Property
    void paneIsLateFromItsEndAndKeepOn(@ForAll("windows") Window window, @ForAll("times") long time) {
        long pane = window.paneStart(time);
        long last = window.paneEnd(pane) + window.keep().toMillis();

        assertThat(window.isLate(pane, last - 1)).isFalse();
        assertThat(window.isLate(pane, last)).isTrue();
    }

    @Property
    void textsGiveTheWindowBack(@ForAll("windows") Window window) {
        assertThat(Window.of(window.unit(), window.keepText())).isEqualTo(window);
    }

    @Example
    void timesBefore1970AreInPanesThatStartBeforeThem() {
        Window day = Window.of("day", "35d");

        assertThat(day.paneStart(-1)).isEqualTo(-86_400_000);
        assertThat(day.label(day.paneStart(-1))).isEqualTo("19691231");
    }

    @Example
    void labelsAreCutToTheUnit() {
        long time = Instant.parse("2023-03-15T12:34:56.789Z").toEpochMilli();

        assertThat(labelOf("second", time)).isEqualTo("20230315123456");
        assertThat(labelOf("10s", time)).isEqualTo("20230315123450");
        assertThat(labelOf("minute", time)).isEqualTo("202303151234");
        assertThat(labelOf("5m", time)).isEqualTo("202303151230");
        assertThat(labelOf("hour", time)).isEqualTo("2023031512");
        assertThat(labelOf("6h", time)).isEqualTo("2023031512");
        assertThat(labelOf("day", time)).isEqualTo("20230315");
    }

    @Example
    void whatIsNoWindowIsRefusedByName() {
        assertRefused("7s", "1h", "every is '7s'", "divide the day");
        assertRefused("2d", "9d", "every is '2d'", "divide the day");
        assertRefused("0s", "1h", "every is '0s'", "such as 10s");
        assertRefused("week", "1h", "every is 'week'", "second, minute, hour, day");
        assertRefused("minute", "30s", "keep is '30s'", "one pane (1m)");
        assertRefused("second", "1000001s", "keep is '1000001s'", "1000000 panes");
        assertRefused("second", "forever", "keep is 'forever'", "24h");
        assertThatThrownBy(() -> new Window(Duration.ofMillis(1500), Duration.ofHours(1)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("PT1.5S");
        assertThatThrownBy(() -> new Window(Duration.ofSeconds(1), Duration.ofMillis(1500)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("whole seconds");
        assertThat(Window.of("second", "1000000s").keep()).isEqualTo(Duration.ofSeconds(1_000_000));
    }

    @Provide
    Arbitrary<Window> windows() {
        int day = 86_400;
        Arbitrary<Integer> lengths = Arbitraries.of(
                IntStream.rangeClosed(1, day).filter(s -> day % s == 0).boxed().toList());
        Arbitrary<Integer> panes = Arbitraries.integers().between(1, 10_000);
        return lengths.flatMap(every ->
                panes.map(n -> new Window(Duration.ofSeconds(every), Duration.ofSeconds((long) every * n))));
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.longs().between(YEAR_1, YEAR_9999);
    }

    private static String labelOf(String every, long time) {
        Window window = Window.of(every, "1d");
        return window.label(window.paneStart(time));
    }

    private static void assertRefused(String every, String keep, String... parts) {
        assertThatThrownBy(() -> Window.of(every, keep))
                .isInstanceOf(InvalidDefinitionException.class)
                .message()
                .contains(parts);
    }
}
