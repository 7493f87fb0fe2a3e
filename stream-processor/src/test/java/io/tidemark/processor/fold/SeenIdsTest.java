package io.tidemark.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.Deduplication;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenIdsTest {

    private static final long ID = 0x1234_5678_9ABC_DEF0L;
    private static final long NOON = 1_678_881_600_000L; // 2023-03-15T12:00:00Z

    @Test
    void anIdIsADuplicateUpToTheDistanceAndNotBeyond() {
        SeenIds at = new SeenIds(window(1_000, 10));
        SeenIds beyond = new SeenIds(window(1_000, 10));

        at.add(ID, 5, NOON);
        beyond.add(ID, 5, NOON);

        assertThat(at.add(ID, 15, NOON)).isTrue();
        assertThat(beyond.add(ID, 16, NOON)).isFalse();
    }

    @Test
    void anIdIsADuplicateUpToTheHorizonAndNotBeyond() {
        SeenIds at = new SeenIds(window(1_000, 10));
        SeenIds beyond = new SeenIds(window(1_000, 10));

        at.add(ID, 5, NOON);
        beyond.add(ID, 5, NOON);

        assertThat(at.add(ID, 6, NOON + 1_000)).isTrue();
        assertThat(beyond.add(ID, 6, NOON + 1_001)).isFalse();
    }

    @Test
    void aDuplicateIsRememberedFromItsOwnPlace() {
        SeenIds seen = new SeenIds(window(1_000, 10));

        seen.add(ID, 0, NOON);
        seen.add(ID, 10, NOON);

        assertThat(seen.add(ID, 20, NOON)).isTrue();
    }

    @Test
    void theLastOfASegmentIsNotForgottenBeforeItsDistance() {
        long last = Occurrences.SEGMENT_SIZE - 1;
        SeenIds seen = new SeenIds(window(1_000, 20_000));
        seen.add(ID, last, NOON);
        seen.add(ID + 1, last + 1, NOON);

        seen.settle(last + 20_000, NOON);

        assertThat(seen.add(ID, last + 20_000, NOON)).isTrue();
    }

    @Test
    void theLastOfASegmentIsNotForgottenBeforeItsHorizon() {
        long last = Occurrences.SEGMENT_SIZE - 1;
        SeenIds seen = new SeenIds(window(1_000, 20_000));
        seen.add(ID, last, NOON);
        seen.add(ID + 1, last + 1, NOON + 1_000);

        seen.settle(last + 2, NOON + 1_000);

        assertThat(seen.add(ID, last + 2, NOON + 1_000)).isTrue();
    }

    @Test
    void whatIsTooOldForAllThatCanComeIsForgotten() {
        SeenIds byDistance = new SeenIds(window(1_000, 10));
        SeenIds byHorizon = new SeenIds(window(1_000, 8_000_000));

        for (long offset = 0; offset < 100_000; offset++) {
            byDistance.add(offset, offset, NOON);
            byDistance.settle(offset + 1, NOON);
            byHorizon.add(offset, offset, NOON + offset);
            byHorizon.settle(offset + 1, NOON + offset);
        }

        assertThat(byDistance.size()).isLessThanOrEqualTo(10 + Occurrences.SEGMENT_SIZE);
        assertThat(byHorizon.size()).isLessThanOrEqualTo(1_001 + Occurrences.SEGMENT_SIZE);
    }

    @Test
    void whatIsTakenBackWasNeverThere() {
        SeenIds seen = new SeenIds(window(1_000, 10));
        seen.add(ID, 0, NOON);
        seen.settle(1, NOON);
        seen.add(ID, 8, NOON);
        seen.add(ID + 1, 9, NOON);

        boolean done = seen.rollBackTo(1);

        assertThat(done).isTrue();
        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.add(ID + 1, 9, NOON)).isFalse();
        assertThat(seen.add(ID, 11, NOON)).isFalse();
    }

    @Test
    void whatIsInTheStoreIsNotTakenBack() {
        SeenIds seen = new SeenIds(window(1_000, 10));
        seen.add(ID, 0, NOON);
        seen.settle(1, NOON);

        assertThat(seen.rollBackTo(0)).isFalse();
        assertThat(seen.rollBackTo(1)).isTrue();
    }

    @Test
    void aJumpOverTheWholeRingForgetsAllAndIsNotTakenBack() {
        SeenIds seen = new SeenIds(window(1_000, 8_000_000));
        seen.add(ID, 3, NOON);

        boolean sameAfterTheJump = seen.add(ID, 3 + (1L << 40), NOON);

        assertThat(sameAfterTheJump).isFalse();
        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.rollBackTo(0)).isFalse();
    }

    @Test
    void afterAJumpThatWasTakenBackTheRingIsFilledFromWhereItWas() {
        SeenIds seen = new SeenIds(window(1_000, 8_000_000));
        seen.add(ID, 1L << 40, NOON);
        seen.rollBackTo(5);

        seen.add(ID + 1, 6, NOON);
        seen.settle(7, NOON);
        seen.add(ID + 2, 6 + (1L << Occurrences.PLACE_BITS), NOON);

        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void theGreatestDistanceFitsTheRing() {
        SeenIds seen = new SeenIds(window(1_000, 8_000_000));
        seen.add(ID, 1L << 40, NOON);
        seen.add(ID + 1, (1L << 40) + 1, NOON);
        for (long offset = 2; offset < 8_000_000; offset += 1_000) {
            seen.add(offset, (1L << 40) + offset, NOON);
            seen.settle((1L << 40) + offset + 1, NOON);
        }

        assertThat(seen.add(ID, (1L << 40) + 8_000_000, NOON)).isTrue();
        assertThat(seen.add(ID + 1, (1L << 40) + 8_000_002, NOON)).isFalse();
    }

    @Test
    void offsetsOnlyGrow() {
        SeenIds seen = new SeenIds(window(1_000, 10));
        seen.add(ID, 7, NOON);

        assertThatThrownBy(() -> seen.add(ID, 7, NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWiderWindowIsNotCovered() {
        SeenIds seen = new SeenIds(window(1_000, 10));

        assertThat(seen.covers(window(1_000, 10))).isTrue();
        assertThat(seen.covers(window(999, 9))).isTrue();
        assertThat(seen.covers(window(5_000, 0))).isTrue();
        assertThat(seen.covers(window(1_001, 10))).isFalse();
        assertThat(seen.covers(window(1_000, 11))).isFalse();
        assertThatThrownBy(() -> seen.narrowTo(window(1_000, 11))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasNarrowedIsNotCoveredAnyMore() {
        SeenIds seen = new SeenIds(window(1_000, 10));

        seen.narrowTo(window(5_000, 0));

        assertThat(seen.isOff()).isTrue();
        assertThat(seen.covers(window(1_000, 1))).isFalse();
    }

    @Test
    void anIdTakesAtMost32BytesWhileAMillionAreHeld() {
        SeenIds seen = new SeenIds(Deduplication.DEFAULT);

        for (long offset = 0; offset < 3_000_000; offset++) {
            seen.add(offset * 0x9E3779B97F4A7C15L, offset, NOON);
            if (offset % 5_000 == 0) {
                seen.settle(offset + 1, NOON);
            }
        }

        assertThat(seen.size()).isBetween(1_000_000, 1_020_000);
        assertThat(seen.memory() / 1_000_000.0).isLessThan(32);
    }

    private static Deduplication window(long horizonMillis, long distance) {
        return new Deduplication(Duration.ofMillis(horizonMillis), distance);
    }
}
