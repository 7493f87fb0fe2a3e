package io.tidemark.cli.mutants;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles mutated sources into a folder before everything else on the class path, and runs programs with it. */
final class MutationRunner {

    private static final long MINUTES = 5;

    private final Path root;
    private final Path folder;
    private final String classPath;
    private int count;

    /** @param root of the repository, whose modules have been compiled, their tests too */
    MutationRunner(Path root) {
        this.root = root;
        this.folder = Path.of("target", "mutants");
        List<String> parts = new ArrayList<>();
        // Surefire starts the JVM with one jar that names all others.
        parts.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        parts.add(root.resolve("metric-store/target/test-classes").toString());
        parts.add(root.resolve("stream-processor/target/test-classes").toString());
        this.classPath = String.join(File.pathSeparator, parts);
    }

    /** What differs once it is compiled, in a folder of its own. */
    record MutatedClasses(Path folder) {}

    MutatedClasses mutate(List<Mutant.Edit> edits) throws IOException {
        Path classes = folder.resolve(Integer.toString(count++));
        deleteAll(classes);
        Files.createDirectories(classes);
        Map<String, String> sources = new LinkedHashMap<>();
        for (Mutant.Edit edit : edits) {
            String text = edit.appliedTo(root);
            if (sources.put(edit.file(), text) != null) {
                throw new IllegalStateException("two edits of " + edit.file() + ": put them into one");
            }
        }
        List<Source> java = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            if (source.getKey().endsWith(".java")) {
                java.add(new Source(source.getKey(), source.getValue()));
            } else {
                Path resource = classes.resolve(source.getKey().replaceFirst(".*/src/main/resources/", ""));
                Files.createDirectories(resource.getParent());
                Files.writeString(resource, source.getValue());
            }
        }
        if (!java.isEmpty()) {
            compile(java, classes);
        }
        return new MutatedClasses(classes);
    }

    MutationResult run(KillingTest test, MutatedClasses mutated) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                mutated.folder() + File.pathSeparator + classPath,
                test.main()));
        command.addAll(test.arguments());
        Path output = mutated.folder().resolve(test.program() + ".txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException(test.program() + " did not end within " + MINUTES + " min: " + output);
        }
        return new MutationResult(
                test, process.exitValue(), Files.readString(output), (System.nanoTime() - start) / 1e9);
    }

    private void compile(List<Source> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean done = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", classes.toString()),
                        null,
                        sources)
                .call();
        if (!done) {
            throw new IllegalStateException("a mutant cannot be compiled: " + messages);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file.replaceFirst(".*/src/main/java/", "")), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
