package io.tidemark.cli.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code deploy/docker/Dockerfile}: its stages, each with its instructions. */
record Dockerfile(Map<String, Stage> stages) {

    private static final Path FILE = Path.of("..", "deploy", "docker", "Dockerfile");
    private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");

    /** What stands between two lines {@code FROM}. */
    record Stage(String base, List<String> instructions) {}

    static Dockerfile read() {
        Map<String, Stage> stages = new LinkedHashMap<>();
        List<String> instructions = new ArrayList<>();
        for (String instruction :
                text().replaceAll("(?m)^#.*\\n", "").replace("\\\n", " ").split("\n")) {
            Matcher from = FROM.matcher(instruction);
            if (from.matches()) {
                instructions = new ArrayList<>();
                stages.put(from.group(2), new Stage(from.group(1), instructions));
            } else {
                instructions.add(instruction);
            }
        }
        return new Dockerfile(stages);
    }

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The instructions that make an image, those of the stages below it included, the first ones first. */
    List<String> instructionsOf(String name) {
        Stage stage = stages.get(name);
        if (stage == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>(instructionsOf(stage.base()));
        all.addAll(stage.instructions());
        return all;
    }

    /** The images from elsewhere that it starts from. */
    List<String> bases() {
        return stages.values().stream()
                .map(Stage::base)
                .filter(base -> !stages.containsKey(base))
                .toList();
    }
}
