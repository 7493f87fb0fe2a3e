package io.tidemark.cli.mutants;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a test made of a mutant.
 *
 * @param test   that should kill it
 * @param exit   of its process; 0 if nothing failed
 * @param output of its process
 */
record MutationResult(KillingTest test, int exit, String output, double seconds) {

    private static final Pattern SCHEDULE = Pattern.compile("schedule (\\d+) of \\d+ went wrong");
    private static final Pattern FAILED = Pattern.compile("(?m)^failed: (.*)$");
    private static final Pattern PASSED = Pattern.compile("(?m)^passed: [1-9]");

    MutationResult {
        if (exit != 0
                && !SCHEDULE.matcher(output).find()
                && !FAILED.matcher(output).find()) {
            throw new IllegalStateException("ended with " + exit + " and not because anything failed: " + output);
        }
    }

    /**
     * By the test that is named, and by no wholesale failure: other tests of its class still pass, so that what was taken out
     * is the guarantee and not the code around it.
     */
    boolean isKilled() {
        if (test.method().isEmpty()) {
            return exit != 0;
        }
        return failed().contains(test.method()) && PASSED.matcher(output).find();
    }

    private List<String> failed() {
        return FAILED.matcher(output)
                .results()
                .map((MatchResult failure) -> failure.group(1))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        if (!isKilled()) {
            return exit == 0 ? "SURVIVED" : "SURVIVED it, not " + failed();
        }
        Matcher schedule = SCHEDULE.matcher(output);
        return schedule.find()
                ? schedule.group(1) + (schedule.group(1).equals("1") ? " schedule" : " schedules")
                : "%.0f s".formatted(seconds);
    }
}
