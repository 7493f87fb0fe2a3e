package io.tidemark.cli.mutants;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of a hunt. */
record Catch(int exit, String output, double seconds) {

    private static final Pattern SCHEDULE = Pattern.compile("schedule (\\d+) of \\d+ went wrong");
    private static final Pattern TEST = Pattern.compile("(?m)^failed: (.*)$");

    Catch {
        if (exit != 0
                && !SCHEDULE.matcher(output).find()
                && !TEST.matcher(output).find()) {
            throw new IllegalStateException("ended with " + exit + " and not because anything was found: " + output);
        }
    }

    boolean isFound() {
        return exit != 0;
    }

    @Override
    public String toString() {
        if (!isFound()) {
            return "SURVIVED";
        }
        Matcher schedule = SCHEDULE.matcher(output);
        if (schedule.find()) {
            return schedule.group(1) + (schedule.group(1).equals("1") ? " schedule" : " schedules");
        }
        Matcher test = TEST.matcher(output);
        long more = test.results().count() - 1;
        String first = test.reset().find() ? test.group(1) : "";
        return "%.0f s: %s%s".formatted(seconds, first, more > 0 ? " and " + more + " more" : "");
    }
}
