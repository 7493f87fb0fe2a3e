package io.tidemark.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void eventIsEarlyUntilItsTurn() {
        Pace pace = Pace.parse("10");

        assertThat(pace.earlyBy(0, 0)).isZero();
        assertThat(pace.earlyBy(10, 0)).isEqualTo(SECOND);
        assertThat(pace.earlyBy(10, SECOND / 4)).isEqualTo(SECOND - SECOND / 4);
        assertThat(pace.earlyBy(10, 2 * SECOND)).isZero();
    }

    @Test
    void maxIsNeverEarly() {
        assertThat(Pace.parse("max").earlyBy(Long.MAX_VALUE, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "1.5", ""})
    void otherRatesAreRefusedByValue(String rate) {
        assertThatThrownBy(() -> Pace.parse(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rate is '" + rate + "'");
    }
}
