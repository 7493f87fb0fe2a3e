package io.tidemark.cli.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Not one of the tests that a build runs, since it takes minutes: {@code ./tidemark test --mutants}. */
class MutantsRun {

    private static final Path ROOT = Path.of("..");

    private final Laboratory laboratory = new Laboratory(ROOT);

    @Test
    void eachMutantIsFoundAndTheSourcesAsTheyAreAreNot() throws IOException, InterruptedException {
        Set<Hunt> hunts = new LinkedHashSet<>();
        Mutants.ALL.forEach(mutant -> hunts.addAll(mutant.hunts()));
        Laboratory.Specimen unchanged = laboratory.specimen(List.of());
        for (Hunt hunt : hunts) {
            Catch result = laboratory.hunt(unchanged, hunt);
            assertThat(result.isFound())
                    .as("%s fails without a mutant: %s", hunt.name(), result.output())
                    .isFalse();
        }

        List<String> survivors = new ArrayList<>();
        System.out.printf("%n%-46s %-32s %s%n", "mutant", "found by", "after");
        for (Mutant mutant : Mutants.ALL) {
            Laboratory.Specimen specimen = laboratory.specimen(mutant.edits());
            for (Hunt hunt : mutant.hunts()) {
                Catch result = laboratory.hunt(specimen, hunt);
                System.out.printf("%-46s %-32s %s%n", mutant.name(), hunt.name(), result);
                if (!result.isFound()) {
                    survivors.add(mutant.name() + " in " + hunt.name());
                }
            }
        }
        assertThat(survivors).as("mutants that survived").isEmpty();
    }
}
