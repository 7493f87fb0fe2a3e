package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.audit.FoldedTopic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audits that go on from others, on a real Kafka and a real Redis. */
class BaselineCommandTest {

    private static final String NO_METRICS = "{\"metrics\":[]}";
    private static final String A = "{\"eventType\":\"a\"}";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void auditGoesOnWhereTheLogNoLongerReachesBack() throws Exception {
        String file = folder.resolve("baseline").toString();
        try (FoldedTopic topic = FoldedTopic.create("baseline-goes-on", NO_METRICS)) {
            topic.send(A, A, A, A);
            topic.fold(2);
            assertThat(audit(topic, "--save", file).exitCode()).isZero();
            topic.fold(4);
            topic.cutBefore(2);

            Run whole = audit(topic);
            Run goingOn = audit(topic, "--from", file, "--save", file);

            assertThat(whole.exitCode()).isEqualTo(2);
            assertThat(whole.out()).startsWith("audit: not provable before offset 2 of baseline-goes-on-0");
            assertThat(goingOn.exitCode()).isZero();
            assertThat(goingOn.out()).startsWith("audit: 4 events").contains(" 0 differences");
            topic.cutBefore(3);
            assertThat(audit(topic, "--from", file).exitCode()).isZero();
        }
    }

    @Test
    void storeThatWasFoldedAnewOfLessIsRightAndNotFromTheBaseline() throws Exception {
        String file = folder.resolve("baseline").toString();
        try (FoldedTopic topic = FoldedTopic.create("baseline-folded-anew", NO_METRICS)) {
            topic.send(A, A, A, A);
            topic.fold(2);
            assertThat(audit(topic, "--save", file).exitCode()).isZero();
            topic.cutBefore(1);
            topic.foldAnew(NO_METRICS, 1, 4);

            Run goingOn = audit(topic, "--from", file);

            assertThat(goingOn.out()).startsWith("audit: the store was folded anew since the baseline was saved");
            assertThat(goingOn.exitCode()).isEqualTo(2);
            assertThat(audit(topic).exitCode()).isZero();
        }
    }

    @Test
    void gapThatTheLogDoesNotHaveIsADifferenceFromABaselineToo() throws Exception {
        String file = folder.resolve("baseline").toString();
        try (FoldedTopic topic = FoldedTopic.create("baseline-wrong-gap", NO_METRICS)) {
            topic.send(A, A, A, A);
            topic.fold(2);
            assertThat(audit(topic, "--save", file).exitCode()).isZero();
            topic.addToGap(1);

            Run goingOn = audit(topic, "--from", file);

            assertThat(goingOn.out())
                    .contains("accounting of topic baseline-wrong-gap gap: the log says 0, the store says 1");
            assertThat(goingOn.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void storeThatDiffersLeavesNoBaseline() throws Exception {
        Path file = folder.resolve("baseline");
        try (FoldedTopic topic = FoldedTopic.create("baseline-differs", NO_METRICS)) {
            topic.send(A, "poison, which the store counts");
            topic.fold(2);

            Run run = audit(topic, "--save", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no baseline is saved");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void baselineOfAPartIsRefused() {
        Run run = Run.of("audit", "--save", "b", "--metric", "m");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--save needs a whole audit");
    }

    @Test
    void missingBaselineIsNamed() throws Exception {
        Run run = Run.of("audit", "--from", folder.resolve("none").toString(), "--redis", "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("the baseline " + folder.resolve("none") + " cannot be read");
    }

    private static Run audit(FoldedTopic topic, String... options) {
        List<String> args = new ArrayList<>(List.of("audit"));
        args.addAll(topic.options());
        args.addAll(List.of(options));
        return Run.of(args.toArray(String[]::new));
    }
}
