package io.tidemark.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdIndexTest {

    private static final long NOON = 1_678_881_600_000L; // 2023-03-15T12:00:00Z
    private static final int IDS = 20_000;

    private final Occurrences occurrences = new Occurrences();
    private final IdIndex index = new IdIndex(occurrences);

    /** Ids that are alike in their upper bits, of which the slot is made, would all be one long search. */
    @Test
    void craftedIdsDoNotPileUp() {
        SplittableRandom lower = new SplittableRandom(1);

        for (int place = 0; place < IDS; place++) {
            long id = lower.nextLong(1L << 44);
            occurrences.put(place, id, NOON);
            index.put(id, place);
        }

        assertThat(index.size()).isEqualTo(IDS);
        assertThat(index.longestSearch()).isLessThan(1_000);
    }
}
