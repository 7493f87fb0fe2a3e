package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64 build=1, true",
        "Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1, true",
        "Redis server v=10.0.0 sha=00000000:0, true",
        "Redis server v=6.2.6 sha=00000000:0, false",
        "something else, false",
    })
    void versionOfTheInstalledServerDecides(String answer, boolean usable) {
        assertThat(RedisBinary.isNewEnough(answer)).isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, darwin-arm64",
        "Mac OS X, x86_64, darwin-amd64",
    })
    void everySystemHasItsBundledBinary(String os, String arch, String ending) {
        String name = RedisBinary.bundled(os, arch).orElseThrow();

        assertThat(name).endsWith(ending);
        assertThat(RedisBinary.class.getResource("/" + name)).isNotNull();
    }

    @Test
    void unknownSystemHasNone() {
        assertThat(RedisBinary.bundled("Windows 11", "amd64")).isEmpty();
        assertThat(RedisBinary.bundled("Linux", "riscv64")).isEmpty();
    }

    @Test
    void bundledBinaryIsExtractedOnce() throws Exception {
        Path first = RedisBinary.extract(dir);
        var written = Files.getLastModifiedTime(first);

        Path second = RedisBinary.extract(dir);

        assertThat(second).isEqualTo(first).isExecutable();
        assertThat(Files.getLastModifiedTime(second)).isEqualTo(written);
        assertThat(dir).isDirectoryNotContaining("glob:**.part");
    }
}
