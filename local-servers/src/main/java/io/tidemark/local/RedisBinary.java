package io.tidemark.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a {@code redis-server}: the one on the PATH if it is new enough, else the one that the build brings along. */
final class RedisBinary {

    private static final int OLDEST_MAJOR = 7;
    private static final String BUNDLED = "redis-server-7.0.15-";
    private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+)\\.");
    private static final long ANSWER_WITHIN_SECONDS = 5;

    private RedisBinary() {}

    static Path find(Path cache) throws IOException {
        Optional<Path> installed = Executables.onPath("redis-server");
        if (installed.isPresent() && isNewEnough(versionOf(installed.get()))) {
            return installed.get();
        }
        return extract(cache);
    }

    /** Whether the answer to {@code --version} tells of a release that we can use. */
    static boolean isNewEnough(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() && Integer.parseInt(matcher.group(1)) >= OLDEST_MAJOR;
    }

    /** The name of the bundled binary for a system, empty if there is none. */
    static Optional<String> bundled(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT);
        String cpu = arch.toLowerCase(Locale.ROOT);
        boolean arm = cpu.equals("aarch64") || cpu.equals("arm64");
        boolean amd = cpu.equals("amd64") || cpu.equals("x86_64");
        String prefix = system.contains("linux") ? "linux-" : system.contains("mac") ? "darwin-" : "";
        if (prefix.isEmpty() || !(arm || amd)) {
            return Optional.empty();
        }
        return Optional.of(BUNDLED + prefix + (arm ? "arm64" : "amd64"));
    }

    static Path extract(Path cache) throws IOException {
        String os = System.getProperty("os.name");
        String arch = System.getProperty("os.arch");
        String name = bundled(os, arch)
                .orElseThrow(() -> new LocalServerException(
                        "No redis-server for " + os + " on " + arch + " is bundled: install Redis " + OLDEST_MAJOR
                                + " or newer and put redis-server on the PATH.",
                        null));
        Path binary = cache.resolve(name);
        if (!Files.isExecutable(binary)) {
            write(name, binary);
        }
        return binary;
    }

    private static void write(String name, Path binary) throws IOException {
        Files.createDirectories(binary.getParent());
        Path part = Files.createTempFile(binary.getParent(), name, ".part");
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is missing on the class path");
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!part.toFile().setExecutable(true)) {
            throw new IOException(part + " cannot be made executable");
        }
        // Whole or not at all: a kill in between must not leave half a binary under the final name.
        Files.move(part, binary, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String versionOf(Path binary) throws IOException {
        Process process = new ProcessBuilder(binary.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        try {
            process.waitFor(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
