package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextSearchTest {

    /** Of two letters, so that beginnings come again within. */
    @Property
    void findsWhatTheJdkFinds(@ForAll("texts") String text, @ForAll("parts") String part) {
        assertThat(TextSearch.contains(text, part)).isEqualTo(text.contains(part));
    }

    @Property
    void findsWhatStandsInIt(
            @ForAll("texts") String before, @ForAll("parts") String part, @ForAll("texts") String after) {
        assertThat(TextSearch.contains(before + part + after, part)).isTrue();
    }

    @Example
    void findsWhatGoesOnFromItsOwnBeginning() {
        String part = "a".repeat(40) + "b" + "a".repeat(40) + "c";

        assertThat(TextSearch.contains("a".repeat(41) + "b" + part.substring(0, 81) + "b" + part, part))
                .isTrue();
        assertThat(TextSearch.contains("a".repeat(500), "a".repeat(499) + "b")).isFalse();
        assertThat(TextSearch.contains("a".repeat(40), "a".repeat(41))).isFalse();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(300);
    }

    @Provide
    Arbitrary<String> parts() {
        Arbitrary<String> random = Arbitraries.strings().withChars("ab").ofMaxLength(80);
        Arbitrary<String> again = Arbitraries.strings()
                .withChars("ab")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(unit -> unit.repeat(60 / unit.length() + 1));
        return Arbitraries.oneOf(random, again);
    }
}
