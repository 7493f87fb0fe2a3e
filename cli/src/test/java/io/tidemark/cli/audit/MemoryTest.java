package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void whatDoesNotFitIsToldWithWhatHelps() {
        assertThatThrownBy(() -> Memory.require(Runtime.getRuntime().maxMemory()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("MB of this JVM")
                .hasMessageContaining("TIDEMARK_JVM_OPTS=-Xmx");
    }

    @Test
    void whatFitsIsGiven() {
        assertThatCode(() -> Memory.require(1)).doesNotThrowAnyException();
    }
}
