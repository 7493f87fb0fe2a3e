package io.tidemark.cli.mutants;

import java.util.List;

/**
 * A program that fails if a guarantee is missing.
 *
 * @param name      what the table shows
 * @param main      the class to run
 * @param arguments for it
 */
record Hunt(String name, String main, List<String> arguments) {

    private static final int SCHEDULES = 1_000;

    static final Hunt SIMULATION = new Hunt(
            "simulation",
            "io.tidemark.cli.Tidemark",
            List.of("simulate", "--schedules", Integer.toString(SCHEDULES), "--seed", "1"));

    static Hunt test(String className) {
        return new Hunt(
                className.substring(className.lastIndexOf('.') + 1), TestRun.class.getName(), List.of(className));
    }
}
