package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a JVM has loaded, linked and profiled in one run, with which the next ones begin (JEP 483, 514 and 515).
 *
 * @param configuration what the run has recorded
 * @param cache         what is made of it
 */
record AotCache(Path configuration, Path cache) {

    private static final int FIRST_WITH_PROFILES = 25;
    private static final long PATIENCE_SECONDS = 120;

    AotCache(Path folder) {
        this(folder.resolve("processor.aotconf"), folder.resolve("processor.aot"));
    }

    static boolean isSupported() {
        return Runtime.version().feature() >= FIRST_WITH_PROFILES;
    }

    /** Options of a JVM that records. */
    List<String> recording() {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);
    }

    /** Options of a JVM that begins with it. */
    List<String> using() {
        return List.of("-XX:AOTCache=" + cache);
    }

    /** To be called when the JVM that recorded has ended. */
    void create(List<String> options, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + configuration, "-XX:AOTCache=" + cache));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("the JVM made no AOT cache; it said:\n" + Files.readString(log));
        }
    }
}
