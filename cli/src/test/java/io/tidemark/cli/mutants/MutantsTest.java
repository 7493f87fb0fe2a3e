package io.tidemark.cli.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MutantsTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void everyMutantIsStillInTheSources() {
        assertThat(Mutants.ALL)
                .isNotEmpty()
                .allSatisfy(mutant -> assertThat(mutant.edits())
                        .allSatisfy(edit ->
                                assertThatCode(() -> edit.appliedTo(ROOT)).doesNotThrowAnyException()));
    }
}
