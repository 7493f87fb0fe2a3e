package io.tidemark.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outcomes as a table: a row for each fault, of times the greatest. */
final class Report {

    private static final List<String> HEAD = List.of(
            "fault", "runs", "catalog changes", "events", "difference", "detection s", "recovery s", "refused batches");

    private final Map<String, List<Outcome>> byFault = new LinkedHashMap<>();

    Report(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> byFault.computeIfAbsent(outcome.fault(), name -> new ArrayList<>())
                .add(outcome));
    }

    /** For a terminal. */
    List<String> text() {
        List<List<String>> rows = rows();
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** For a page. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows()) {
            lines.add("| " + String.join(" | ", row) + " |");
            if (lines.size() == 1) {
                lines.add("|---" + "|---:".repeat(HEAD.size() - 1) + "|");
            }
        }
        return lines;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        byFault.forEach((fault, outcomes) -> rows.add(row(fault, outcomes)));
        List<Outcome> all = byFault.values().stream().flatMap(List::stream).toList();
        if (byFault.size() > 1) {
            rows.add(row("all", all));
        }
        return rows;
    }

    private static List<String> row(String fault, List<Outcome> outcomes) {
        List<Outcome> run = outcomes.stream().filter(o -> o.notRun() == null).toList();
        if (run.isEmpty()) {
            return List.of(fault, "0", "0", "0", "not run: " + outcomes.get(0).notRun(), "-", "-", "-");
        }
        long failed = run.stream().filter(o -> o.failure() != null).count();
        long differences = run.stream().mapToLong(Outcome::differences).sum();
        return List.of(
                fault,
                Integer.toString(run.size()),
                Long.toString(run.stream().filter(Outcome::catalogChange).count()),
                String.format(
                        Locale.ROOT,
                        "%,d",
                        run.stream().mapToLong(Outcome::events).sum()),
                failed > 0 ? failed + " failed" : Long.toString(differences),
                greatest(run, Outcome::detectionSeconds),
                greatest(run, Outcome::recoverySeconds),
                Long.toString(run.stream().mapToLong(Outcome::refused).sum()));
    }

    private static String greatest(List<Outcome> outcomes, Function<Outcome, @Nullable Double> seconds) {
        return outcomes.stream()
                .map(seconds)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .map(greatest -> String.format(Locale.ROOT, "%.1f", greatest))
                .orElse("-");
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
            line.append(String.format(Locale.ROOT, format, row.get(i)));
        }
        return line.toString();
    }
}
