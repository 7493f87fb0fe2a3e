package io.tidemark.cli.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sources without one of their guarantees.
 *
 * @param name  what is taken out
 * @param edits how
 * @param tests each of which should kill it
 */
record Mutant(String name, List<Edit> edits, List<KillingTest> tests) {

    /**
     * One place in the sources, which must be there exactly once.
     *
     * @param file from the root of the repository
     */
    record Edit(String file, String text, String replacement) {

        String appliedTo(Path root) throws IOException {
            String source = Files.readString(root.resolve(file));
            int at = source.indexOf(text);
            if (at < 0 || source.indexOf(text, at + 1) >= 0) {
                throw new IllegalStateException(
                        file + " must have this text once, so that the mutant is what its name says: " + text);
            }
            return source.substring(0, at) + replacement + source.substring(at + text.length());
        }
    }

    static Mutant of(String name, String file, String text, String replacement, KillingTest... tests) {
        return new Mutant(name, List.of(new Edit(file, text, replacement)), List.of(tests));
    }
}
