package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldedLastTest {

    private final FoldedLast last = new FoldedLast();

    @Test
    void valueOfTheGreatestPlaceStaysWhateverComesAfterIt() {
        last.add("1", "0000000000000000010 events 0000000000 0000000000000000007");
        last.add("2.50", "0000000000000000010 events 0000000000 0000000000000000008");
        last.add("3", "0000000000000000009 events 0000000000 0000000000000000009");

        assertThat(last.texts()).isEqualTo(Map.of("", "0000000000000000010 events 0000000000 0000000000000000008 2.5"));
    }

    @Test
    void savedValueIsReadBackAndMerged() {
        last.add("2.50", "0000000000000000010 events 0000000000 0000000000000000008");
        FoldedLast other = new FoldedLast();
        other.add("1", "0000000000000000009 events 0000000000 0000000000000000009");

        other.restore(last.saved());

        assertThat(other.texts()).isEqualTo(last.texts());
        assertThat(last.saved()).isEqualTo("=0000000000000000010 events 0000000000 0000000000000000008 2.5");
    }
}
