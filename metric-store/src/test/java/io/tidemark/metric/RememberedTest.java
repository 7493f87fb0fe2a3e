package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final List<String> made = new ArrayList<>();

    private final Remembered<Object> remembered = new Remembered<>(10, text -> {
        made.add(text);
        return new Object();
    });

    @Test
    void isMadeOnce() {
        Object first = remembered.of("four");

        assertThat(remembered.of("four")).isSameAs(first);
        assertThat(made).containsExactly("four");
    }

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        remembered.of("four");
        remembered.of("fire");
        remembered.of("four");

        remembered.of("six");

        remembered.of("four");
        remembered.of("six");
        assertThat(made).containsExactly("four", "fire", "six");
        remembered.of("fire");
        assertThat(made).containsExactly("four", "fire", "six", "fire");
    }

    @Test
    void asManyGoAsMakeRoom() {
        remembered.of("a");
        remembered.of("b");
        remembered.of("c");

        remembered.of("123456789");

        remembered.of("c");
        assertThat(made).containsExactly("a", "b", "c", "123456789");
        remembered.of("b");
        assertThat(made).endsWith("123456789", "b");
    }

    @Test
    void whatIsLongerThanAllIsNotKept() {
        remembered.of("12345678901");
        remembered.of("12345678901");

        assertThat(made).hasSize(2);
    }

    @Test
    void whatCannotBeMadeIsNotKept() {
        Remembered<Object> refusing = new Remembered<>(10, text -> {
            made.add(text);
            throw new IllegalArgumentException(text);
        });

        assertThatThrownBy(() -> refusing.of("x")).hasMessage("x");
        assertThatThrownBy(() -> refusing.of("x")).hasMessage("x");

        assertThat(made).hasSize(2);
    }
}
