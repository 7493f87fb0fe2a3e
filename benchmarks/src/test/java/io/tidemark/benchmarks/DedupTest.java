package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class DedupTest {

    @Test
    void theLastLineIsForPrograms() {
        PrintStream console = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        int exit;
        System.setOut(new PrintStream(shown, true, UTF_8));
        try {
            exit = Benchmarks.commandLine().execute("dedup", "--quick");
        } finally {
            System.setOut(console);
        }

        assertThat(exit).isZero();
        assertThat(shown.toString(UTF_8).lines().reduce((before, last) -> last))
                .hasValueSatisfying(
                        line -> assertThat(line)
                                .matches(
                                        "dedup: (2[0-9]|3[01])\\.[0-9] bytes/id, [1-9][0-9]* ns/id, [1-9][0-9]* ids/s read back per core"));
    }
}
