package io.tidemark.chaos;

import io.tidemark.chaos.stage.Stage;
import io.tidemark.cli.audit.AuditCommand;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the command {@code audit} found.
 *
 * @param count       how many differences there are
 * @param differences the first of them
 */
record StageAudit(long count, List<String> differences) {

    static StageAudit of(Stage stage, Clock clock, String... more) {
        CommandOutput output = CommandOutput.of(
                stage,
                console -> new CommandLine(new AuditCommand(console, clock)),
                Stream.concat(Stream.of("--json"), Stream.of(more)).toList());
        JsonNode result = JsonMapper.shared().readTree(output.out().isEmpty() ? "{}" : output.out());
        if (!result.has("differences")) {
            throw new IllegalStateException("the audit could not tell: " + output.out() + output.err());
        }
        List<String> shown = new ArrayList<>();
        for (JsonNode difference : result.path("shown")) {
            shown.add(difference.path("where").asString() + ": the log says "
                    + difference.path("log").asString() + ", the store says "
                    + difference.path("store").asString());
        }
        return new StageAudit(result.path("differences").asLong(), shown);
    }
}
