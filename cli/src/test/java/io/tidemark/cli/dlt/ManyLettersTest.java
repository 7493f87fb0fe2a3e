package io.tidemark.cli.dlt;

import static io.tidemark.cli.dlt.DeadLetterFixture.KAFKA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in a JVM of their own, with a fifth of the memory that the launcher gives them. */
class ManyLettersTest {

    private static final int LETTERS = 70_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void lettersAreListedAndReplayedThatTakeMoreMemoryThanThereIs() throws Exception {
        DeadLetterFixture letters = DeadLetterFixture.create("many-letters");
        letters.manyLetters(LETTERS);

        assertThat(lastLineOf("list", letters)).isEqualTo("dlt: 70000 letters (70000 INVALID_JSON), 0 replayed");
        assertThat(lastLineOf("replay", letters)).isEqualTo("dlt: 70000 letters sent to the log");
        assertThat(letters.transactionTimeout()).isEqualTo(Duration.ofMillis(LETTERS));
        assertThat(lastLineOf("list", letters)).isEqualTo("dlt: 70000 letters (70000 INVALID_JSON), 70000 replayed");
    }

    private String lastLineOf(String command, DeadLetterFixture letters) throws Exception {
        Path output = folder.resolve("output");
        List<String> jvm = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx100m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.tidemark.cli.Tidemark");
        List<String> args = List.of("dlt", command, "--kafka", KAFKA, "--topic", letters.topic());
        Process process = new ProcessBuilder(
                        Stream.concat(jvm.stream(), args.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as("exit code, of %s", output).isZero();
        try (Scanner lines = new Scanner(Files.newBufferedReader(output))) {
            String last = "";
            while (lines.hasNextLine()) {
                last = lines.nextLine();
            }
            return last;
        }
    }
}
