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

    private final MutationRunner runner = new MutationRunner(ROOT);

    @Test
    void eachMutantIsKilledAndTheSourcesAsTheyAreAreNot() throws IOException, InterruptedException {
        Set<KillingTest> programs = new LinkedHashSet<>();
        Mutants.ALL.forEach(mutant -> mutant.tests().forEach(test -> programs.add(test.whole())));
        MutationRunner.MutatedClasses unchanged = runner.mutate(List.of());
        for (KillingTest program : programs) {
            MutationResult result = runner.run(program, unchanged);
            assertThat(result.exit())
                    .as("%s fails without a mutant: %s", program, result.output())
                    .isZero();
        }

        List<String> survivors = new ArrayList<>();
        System.out.printf("%n%-64s %-96s %s%n", "mutant", "killed by", "after");
        for (Mutant mutant : Mutants.ALL) {
            MutationRunner.MutatedClasses mutated = runner.mutate(mutant.edits());
            for (KillingTest test : mutant.tests()) {
                MutationResult result = runner.run(test, mutated);
                System.out.printf("%-64s %-96s %s%n", mutant.name(), test, result);
                if (!result.isKilled()) {
                    survivors.add(mutant.name() + " in " + test);
                }
            }
        }
        assertThat(survivors).as("mutants that survived").isEmpty();
    }
}
