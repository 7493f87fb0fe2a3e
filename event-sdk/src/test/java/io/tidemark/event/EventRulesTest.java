package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "user_login", "_x", "a__b", "0", ".", "-", "A.b-C_9"})
    void nameIsAllowed(String name) {
        assertThat(EventRules.isName(name)).isTrue();
        assertThat(EventRules.eventType(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "__x", "__", "a b", "a/b", "ä", "a\n", "a:b", "\uFF41"})
    void nameIsRefused(String name) {
        assertThat(EventRules.isName(name)).isFalse();
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> EventRules.eventType(name))
                .withMessageContaining("allowed are 1 to 64");
    }

    @Test
    void lengthsAreBounded() {
        assertThat(EventRules.eventType("x".repeat(64))).hasSize(64);
        assertThat(EventRules.eventId("x".repeat(128))).hasSize(128);
        assertThat(EventRules.userId("x".repeat(256))).hasSize(256);

        assertThat(EventRules.isName("x".repeat(65))).isFalse();
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> EventRules.eventId("x".repeat(129)))
                .withMessageContaining("eventId has 129 characters");
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> EventRules.userId("x".repeat(257)))
                .withMessageContaining("userId has 257 characters");
    }

    @Test
    void shownTextFitsOneLine() {
        assertThat(EventRules.shown("a\r\nb\u0000\u001b[31m")).isEqualTo("a??b??[31m");
        assertThat(EventRules.shown("x".repeat(1000))).isEqualTo("x".repeat(40) + "…");
    }

    @Test
    void shownTextHasAFormInUtf8() {
        assertThat(EventRules.shown("x".repeat(39) + "\uD83D\uDE00")).isEqualTo("x".repeat(39) + "…");
        assertThat(EventRules.shown("x".repeat(38) + "\uD83D\uDE00x")).isEqualTo("x".repeat(38) + "\uD83D\uDE00…");
        assertThat(EventRules.shown("a\uD83Db\uDE00")).isEqualTo("a?b?");
    }
}
