package io.tidemark.cli.dlt;

import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.stack.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which letters a command is about. */
final class LetterOptions {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic of events, whose letters are in TOPIC-dlt (default: ${DEFAULT-VALUE}).")
    private String topic = Topics.RAW_EVENTS;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only those rejected for it, as INVALID_JSON.")
    private @Nullable String reason;

    String kafka() {
        return stack.kafka();
    }

    String deadLetterTopic() {
        return topic + "-dlt";
    }

    boolean include(Letter letter) {
        return reason == null || reason.equals(letter.reason());
    }
}
