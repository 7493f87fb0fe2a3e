package io.tidemark.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    @TempDir
    Path dir;

    @Test
    void everyLineIsGivenWithoutItsEndAndBlankOnesAreNot() throws Exception {
        Path file = Files.writeString(dir.resolve("a.ndjson"), "{\"a\":1}\r\n\n  \n{\"b\":\"ü\"}\nlast");

        assertThat(lines(file)).containsExactly("{\"a\":1}", "{\"b\":\"ü\"}", "last");
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        Path file = Files.write(dir.resolve("a.ndjson.gz"), gzip("one\ntwo\n"));

        assertThat(lines(file)).containsExactly("one", "two");
    }

    @Test
    void emptyFileHasNoLines() throws Exception {
        assertThat(lines(Files.createFile(dir.resolve("empty")))).isEmpty();
    }

    @Test
    void lineNumbersCountBlankLines() throws Exception {
        try (EventFile file = EventFile.open(Files.writeString(dir.resolve("a"), "\none\n"))) {
            file.next();

            assertThat(file.lineNumber()).isEqualTo(2);
        }
    }

    @Test
    void brokenGzipIsToldInWords() throws Exception {
        byte[] whole = gzip("one\ntwo\n");
        Path cut = Files.write(dir.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 6));
        Path none = Files.writeString(dir.resolve("none.gz"), "plain text");

        for (Path file : List.of(cut, none)) {
            assertThatThrownBy(() -> lines(file))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining(file + " is no whole gzip file");
        }
    }

    @Test
    void folderIsRefused() {
        assertThatThrownBy(() -> EventFile.open(dir))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("is a folder");
    }

    private static List<String> lines(Path path) {
        List<String> lines = new ArrayList<>();
        try (EventFile file = EventFile.open(path)) {
            for (byte[] line = file.next(); line != null; line = file.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
