package io.tidemark.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ChaosTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutANameTheFaultsAreListed() {
        assertThat(execute()).isZero();

        assertThat(out.toString(UTF_8).lines())
                .hasSameSizeAs(Faults.ALL)
                .anyMatch(line -> line.startsWith("flush-all "));
    }

    @Test
    void unknownNameIsRefused() {
        assertThat(execute("earthquake")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString(UTF_8)).contains("there is no fault 'earthquake'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--runs=0",
                "--runs=-5",
                "--events=0",
                "--events=999",
                "--events=214748365",
                "--rate=0",
                "--rate=1000001"
            })
    void numberWithWhichNothingCanBeTriedIsRefused(String option) {
        assertThat(execute("kill-processor", option)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString(UTF_8)).startsWith("chaos: " + option.replace("=", " is "));
    }

    private int execute(String... arguments) {
        return new CommandLine(new Chaos(
                        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Clock.systemUTC()))
                .execute(arguments);
    }
}
