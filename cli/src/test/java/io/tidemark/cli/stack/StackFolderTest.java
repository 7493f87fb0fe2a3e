package io.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.local.DataInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {

    @TempDir
    Path dir;

    @Test
    void newFolderIsMarked() {
        Path fresh = dir.resolve("a/b");

        StackFolder.open(fresh, false).close();

        assertThat(fresh.resolve(StackFolder.MARKER)).exists();
    }

    @Test
    void dataOfAnEarlierRunStays() throws IOException {
        Path data = leftByAnEarlierRun();

        StackFolder.open(dir, false).close();

        assertThat(data).exists();
    }

    @Test
    void freshEmptiesOurFolderAndFollowsNoLink() throws IOException {
        Path data = leftByAnEarlierRun();
        Path outside = Files.createTempFile("outside", null);
        Files.createSymbolicLink(data.resolveSibling("link"), outside);

        StackFolder.open(dir, true).close();

        assertThat(data.getParent()).doesNotExist();
        assertThat(dir.resolve(StackFolder.MARKER)).exists();
        assertThat(outside).exists();
        Files.delete(outside);
    }

    @Test
    void folderOfSomethingElseIsRefusedUntouched() throws IOException {
        Path other = Files.writeString(dir.resolve("thesis.txt"), "years of work");

        for (boolean fresh : new boolean[] {true, false}) {
            assertThatThrownBy(() -> StackFolder.open(dir, fresh))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("holds something else");
        }

        assertThat(other).hasContent("years of work");
        assertThat(dir).isDirectoryNotContaining("glob:**" + StackFolder.MARKER);
    }

    @Test
    void secondOwnerIsRefusedAndEmptiesNothing() throws IOException {
        Path data = leftByAnEarlierRun();
        try (StackFolder owner = StackFolder.open(dir, false)) {
            assertThatThrownBy(() -> StackFolder.open(dir, true))
                    .isInstanceOf(DataInUseException.class)
                    .hasMessageContaining(owner.toString());
        }
        assertThat(data).exists();
    }

    private Path leftByAnEarlierRun() throws IOException {
        try (StackFolder folder = StackFolder.open(dir, false)) {
            Files.createDirectories(folder.redis());
            return Files.writeString(folder.redis().resolve("appendonly.aof"), "data");
        }
    }
}
