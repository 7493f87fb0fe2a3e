package io.tidemark.cli.dlt;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many letters were listed. Not thread-safe. */
final class LetterCount {

    private final Map<String, Long> reasons = new TreeMap<>();
    private long letters;
    private long replayed;

    void add(ListCommand.Line line) {
        reasons.merge(line.reason(), 1L, Long::sum);
        letters++;
        replayed += line.replayed() ? 1 : 0;
    }

    boolean isEmpty() {
        return letters == 0;
    }

    /** By reason. */
    Map<String, Long> reasons() {
        return reasons;
    }

    long replayed() {
        return replayed;
    }

    @Override
    public String toString() {
        String counts = reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", ", isEmpty() ? "" : " (", isEmpty() ? "" : ")"));
        return letters + " letters" + counts + ", " + replayed + " replayed";
    }
}
