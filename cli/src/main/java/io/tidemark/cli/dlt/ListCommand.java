package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code dlt list}: what was rejected, and why. */
@Command(
        name = "list",
        description = {
            "Prints a line for each dead letter: where the rejected record stands, when it was written, its size, whether it",
            "was replayed, the reason and the message. The last line counts them.",
            "Exits with 0, or 1 if the letters cannot be read."
        },
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    /**
     * A letter as it is printed.
     *
     * @param time     of the rejected record
     * @param size     of its value in bytes
     * @param complete whether the letter has all of the value
     */
    record Line(
            String topic,
            int partition,
            long offset,
            Instant time,
            long size,
            boolean complete,
            boolean replayed,
            String reason,
            String message) {}

    @Override
    public Integer call() {
        try (DeadLetterTopic topic = DeadLetterTopic.open(options.kafka(), options.deadLetterTopic())) {
            Letters letters = new Letters(topic);
            print(letters);
            if (letters.foreign() > 0) {
                console.err()
                        .println("dlt: " + letters.foreign() + " records of " + topic.name() + " are no dead letters");
            }
            return 0;
        } catch (KafkaException e) {
            throw new CommandFailedException("The letters cannot be read: " + e, e);
        }
    }

    /** Line by line: there may be more than fit into memory. */
    private void print(Letters letters) {
        LetterCount count = new LetterCount();
        if (json) {
            console.out().print("{\"letters\":[");
        }
        letters.forEach((letter, record) -> {
            if (options.include(letter)) {
                Line line = line(letter, letters.isReplayed(letter));
                print(line, count.isEmpty());
                count.add(line);
            }
        });
        if (json) {
            console.out()
                    .println("],\"reasons\":" + JsonMapper.shared().writeValueAsString(count.reasons())
                            + ",\"replayed\":" + count.replayed() + "}");
        } else {
            console.out().println("dlt: " + count);
        }
    }

    private void print(Line line, boolean first) {
        if (json) {
            console.out().print((first ? "" : ",") + JsonMapper.shared().writeValueAsString(line));
        } else {
            console.out().println(text(line));
        }
    }

    private static Line line(Letter letter, boolean replayed) {
        return new Line(
                letter.topic(),
                letter.place().partition(),
                letter.place().offset(),
                Instant.ofEpochMilli(letter.time()),
                letter.size(),
                !letter.cut(),
                replayed,
                letter.reason(),
                letter.message());
    }

    private static String text(Line line) {
        return line.topic() + "-" + line.partition() + "@" + line.offset()
                + " " + line.time()
                + " " + line.size() + " B" + (line.complete() ? "" : " (cut)")
                + (line.replayed() ? " replayed " : " ")
                + line.reason() + " " + printable(line.message());
    }

    /** Of a message that quotes what anybody may have sent. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
