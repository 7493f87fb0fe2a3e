package io.tidemark.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.cli.audit.EngineRun.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The events of {@code examples/data}.
 *
 * @param lines  one event each
 * @param newest the greatest time of all
 */
record ExampleEvents(List<String> lines, Instant newest) {

    private static final Path FILE = Path.of("..", "examples", "data", "web-access.ndjson.gz");
    private static final Pattern TIME = Pattern.compile("\"timestamp\":(\\d+)");
    private static final int FOLDED_AT_ONCE = 250;

    static ExampleEvents read() throws IOException {
        try (BufferedReader file =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), UTF_8))) {
            return of(file.lines().toList());
        }
    }

    /** The same, moved by whole days so that the newest falls into the day before this. */
    ExampleEvents upTo(Instant now) {
        long later = Duration.between(newest, now).toDays() * Duration.ofDays(1).toMillis();
        return of(lines.stream()
                .map(line -> TIME.matcher(line)
                        .replaceFirst(time -> "\"timestamp\":" + (Long.parseLong(time.group(1)) + later)))
                .toList());
    }

    /** Appends them to two partitions in turn, and folds again and again. */
    void foldInto(EngineRun run) {
        int partition = 0;
        for (int i = 0; i < lines.size(); i++) {
            run.take(
                    new Step.Append(partition, 0, 0, 0, Optional.of(lines.get(i).getBytes(UTF_8))));
            partition = 1 - partition;
            if ((i + 1) % FOLDED_AT_ONCE == 0 || i == lines.size() - 1) {
                run.take(new Step.Fold(0, false));
                run.take(new Step.Fold(1, false));
            }
        }
    }

    private static ExampleEvents of(List<String> lines) {
        long newest = lines.stream()
                .map(TIME::matcher)
                .filter(Matcher::find)
                .mapToLong(time -> Long.parseLong(time.group(1)))
                .max()
                .orElseThrow();
        return new ExampleEvents(lines, Instant.ofEpochMilli(newest));
    }
}
