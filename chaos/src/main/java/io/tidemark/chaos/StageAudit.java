package io.tidemark.chaos;

import io.tidemark.chaos.stage.Stage;
import io.tidemark.cli.audit.AuditCommand;
import io.tidemark.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code audit}, as anybody runs it.
 *
 * @param count       how many differences there are
 * @param differences the first of them
 */
record StageAudit(long count, List<Difference> differences) {

    /**
     * One difference.
     *
     * @param where the store's name of the value
     */
    record Difference(String where, String log, String store) {

        @Override
        public String toString() {
            return where + ": the log says " + log + ", the store says " + store;
        }
    }

    static StageAudit of(Stage stage, Clock clock) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(new ByteArrayOutputStream()));
        int exit = new CommandLine(new AuditCommand(console, clock))
                .execute("--json", "--kafka", stage.bootstrapServers(), "--redis", stage.redisAddress());
        String text = out.toString(StandardCharsets.UTF_8);
        JsonNode result = JsonMapper.shared().readTree(text.isEmpty() ? "{}" : text);
        if (exit > 1 || !result.has("differences")) {
            throw new IllegalStateException("the audit could not tell: " + text);
        }
        List<Difference> shown = new ArrayList<>();
        for (JsonNode difference : result.path("shown")) {
            shown.add(new Difference(
                    difference.path("where").asString(),
                    difference.path("log").asString(),
                    difference.path("store").asString()));
        }
        return new StageAudit(result.path("differences").asLong(), shown);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
