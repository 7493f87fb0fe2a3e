package io.tidemark.cli.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a schedule, line by line, if anybody wants to know. */
final class Story {

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private int depth;

    Story(boolean told) {
        this.told = told;
    }

    void tell(Supplier<String> line) {
        if (told) {
            lines.add("  ".repeat(depth) + line.get());
        }
    }

    /** What follows happens while the last line is still going on. */
    void indent() {
        depth++;
    }

    void outdent() {
        depth--;
    }

    int depth() {
        return depth;
    }

    List<String> lines() {
        return lines;
    }
}
