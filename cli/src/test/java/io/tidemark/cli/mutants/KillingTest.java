package io.tidemark.cli.mutants;

import java.util.List;

/**
 * What should kill a mutant.
 *
 * @param program   what the table shows
 * @param main      the class to run
 * @param arguments for it
 * @param method    the test that has to fail; empty if the program is no class of tests
 */
record KillingTest(String program, String main, List<String> arguments, String method) {

    private static final int SCHEDULES = 10_000;

    static final KillingTest SIMULATION = new KillingTest(
            "simulation",
            "io.tidemark.cli.Tidemark",
            List.of("simulate", "--schedules", Integer.toString(SCHEDULES), "--seed", "1"),
            "");

    static KillingTest of(String className, String method) {
        return new KillingTest(
                className.substring(className.lastIndexOf('.') + 1),
                TestRun.class.getName(),
                List.of(className),
                method);
    }

    /** The program, whatever is to fail in it. */
    KillingTest whole() {
        return new KillingTest(program, main, arguments, "");
    }

    @Override
    public String toString() {
        return method.isEmpty() ? program : program + "." + method;
    }
}
