package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditOutputTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void eachDifferenceIsALineBeforeTheSummary() {
        AuditOutput.text(out).print(new AuditReport(7, 9, List.of(new Difference("k f", "1", "2"))));

        assertThat(lines())
                .containsExactly(
                        "k f: the log says 1, the store says 2", "audit: 7 events, 9 values compared, 1 differences");
    }

    @Test
    void beyondAHundredOnlyTheirNumberIsTold() {
        AuditOutput.text(out).print(new AuditReport(7, 200, Collections.nCopies(103, new Difference("k f", "1", "2"))));

        assertThat(lines()).hasSize(102).contains("… and 3 more");
    }

    @Test
    void jsonSaysTheSame() {
        AuditOutput.json(out).print(new AuditReport(7, 9, List.of(new Difference("k f", "1", "2"))));

        assertThat(lines())
                .containsExactly(
                        "{\"events\":7,\"compared\":9,\"differences\":1,\"shown\":[{\"where\":\"k f\",\"witness\":\"the log\",\"log\":\"1\",\"store\":\"2\"}]}");
    }

    @Test
    void refusalIsOneLine() {
        AuditOutput.text(out).refuse("not provable before offset 5");
        AuditOutput.json(out).refuse("not provable before offset 5");

        assertThat(lines())
                .containsExactly(
                        "audit: not provable before offset 5", "{\"refused\":\"not provable before offset 5\"}");
    }

    @Test
    void progressIsToldOnceASecond() {
        List<Instant> ticks = new ArrayList<>();
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                ticks.add(Instant.EPOCH);
                return Instant.EPOCH.plus(Duration.ofMillis(600L * ticks.size()));
            }
        };
        ProgressLine progress = new ProgressLine(out, "audit", clock, 30);

        progress.add(10);
        progress.add(10);
        progress.add(10);

        assertThat(lines()).containsExactly("audit: 20 of 30 offsets folded");
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
