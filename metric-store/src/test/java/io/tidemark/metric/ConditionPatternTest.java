package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^([0-9]{1,3}\\.){3}[0-9]{1,3}$",
                "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
                "^(?:GET|POST) /api/v[0-9]+/",
                "\\((?:a|\\?i)\\){3}",
                "[(?i]",
                "[]({1000}){1000}]",
                "[^](?i)[:alpha:]\\]({9999}]",
                "\\pL\\p{Greek}\\x{1000}{3}",
                "a{,1000}",
                "^.{90}$",
                "",
            })
    void patternOfOrdinarySizeIsTaken(String pattern) {
        ConditionPattern.check(pattern);
    }

    /** The whole would take all memory: it must be refused before the library compiles it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((a{1000}){1000}){1000}",
                "(?:(?:[a-z]{1000}){1000}){1000}",
                "(?:\\)[)]{1000}){1000}",
                "(([]]{1000}[)]){1000}){1000}",
                "(([[:^alpha:])]{1000}){1000}){1000}",
                "((\\Q)\\E{1000}){1000}){1000}",
                "((a{1000})(?U){1000}(?U){1000}){1000}",
                "((a{1000})\\Q\\E{1000}\\Q\\E{1000}){1000}",
                "((a{0,1000}){0,}{1000}){1000,}",
                "a{100}b{100}",
                ".{99999999999999999999}",
            })
    void patternThatMultipliesOutIsRefused(String pattern) {
        assertThatThrownBy(() -> ConditionPattern.check(pattern)).isInstanceOf(PatternSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)a", "a(?i:b)", "(?s-i)a", "\\\\(?i)", "(?U)a", "(?P<name>a)", "(?<name>a)", "\\Qa"})
    void groupWithFlagsOrANameAndQuotesAreRefused(String pattern) {
        assertThatThrownBy(() -> ConditionPattern.check(pattern))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageMatching("(?s).*(has no flags and no name|is not allowed, only).*");
    }

    @Property(tries = 20_000)
    void compiledPatternIsAboutAsLargeAsItWasTakenFor(@ForAll("patterns") String pattern) {
        OptionalLong size = sizeOf(pattern);

        Statistics.label("takes")
                .collect(size.isPresent())
                .coverage(some -> some.check(true).percentage(p -> p > 3));
        if (size.isPresent()) {
            assertThat((long) Pattern.compile(pattern).programSize()).isLessThanOrEqualTo(2 * size.getAsLong() + 3);
        }
    }

    /** Empty if it is wrong, or too large to be compiled by a test. */
    private static OptionalLong sizeOf(String pattern) {
        try {
            long size = ConditionPattern.size(pattern);
            if (size <= 1_000) {
                Pattern.compile(pattern);
                return OptionalLong.of(size);
            }
        } catch (PatternSyntaxException e) { // as most are
        }
        return OptionalLong.empty();
    }

    @Test
    void isFoundAnywhereAndBySmallAndLargeLettersAsTheyStand() {
        assertThat(ConditionPattern.isFound("abc", "b")).isTrue();
        assertThat(ConditionPattern.isFound("abc", "B")).isFalse();
        assertThat(ConditionPattern.isFound("abc", "[Bb]")).isTrue();
    }

    /** Of what patterns are made of, in any order: many are wrong. */
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a",
                        "b",
                        ".",
                        "^",
                        "$",
                        "|",
                        "|",
                        "*",
                        "+?",
                        "?",
                        "(",
                        "(",
                        "(?:",
                        ")",
                        ")",
                        ")",
                        "{3}",
                        "{2,}",
                        "{0,4}",
                        "{2,3}",
                        "{,2}",
                        "{0}",
                        "[",
                        "]",
                        "[a-c]",
                        "[^]x]",
                        "[)]",
                        "[({3}]",
                        "[[:alpha:](]",
                        "\\(",
                        "\\)",
                        "\\{",
                        "\\\\",
                        "\\[",
                        "\\]",
                        "\\b",
                        "\\d",
                        "\\pL",
                        "\\p{Greek}",
                        "\\x41",
                        "\\x{41}",
                        "\\101",
                        "\\E",
                        "{",
                        "}",
                        "-",
                        ":]",
                        "é",
                        "😀")
                .list()
                .ofMinSize(1)
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }
}
