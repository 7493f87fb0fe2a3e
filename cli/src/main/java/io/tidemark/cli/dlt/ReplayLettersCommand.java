package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlt replay}: sends rejected records to the log again. */
@Command(
        name = "replay",
        description = {
            "Sends every dead letter that was not replayed yet to the partition it came from, in one transaction: all of",
            "them, or none. A record that is rejected again is a new letter. One whose id the log has had within the",
            "deduplication window is a duplicate there.",
            "Exits with 0 if all that was to be sent is in the log, else with 1."
        },
        mixinStandardHelpOptions = true)
final class ReplayLettersCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private LetterOptions options = new LetterOptions();

    @Option(names = "--force", description = "Those too that were replayed before.")
    private boolean force;

    ReplayLettersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            replay();
            return 0;
        } catch (KafkaException e) {
            throw new CommandFailedException(advice(e), e);
        }
    }

    private void replay() {
        String name = options.deadLetterTopic();
        // Found out first, since a transaction must not be begun by somebody who mistyped a name.
        DeadLetterTopic.open(options.kafka(), name).close();
        Duration enough = LetterReplay.timeoutFor(0);
        Duration timeout;
        do { // Again if there are many: a broker is told a transaction's timeout before the letters can be counted.
            timeout = enough;
            enough = replay(name, timeout);
        } while (enough.compareTo(timeout) > 0);
    }

    /** Sends the letters unless they may take longer than this; the timeout that is enough for them. */
    private Duration replay(String name, Duration timeout) {
        // In this order: what another replay has committed is seen below, and what it has not is aborted.
        try (LetterReplay replay = new LetterReplay(options.kafka(), name, timeout);
                DeadLetterTopic topic = DeadLetterTopic.open(options.kafka(), name)) {
            Choice choice = Choice.of(new Letters(topic), options, force);
            Duration enough = LetterReplay.timeoutFor(choice.selection().size());
            if (enough.compareTo(timeout) <= 0) {
                send(choice, replay, topic);
            }
            return enough;
        }
    }

    private void send(Choice choice, LetterReplay replay, DeadLetterTopic topic) {
        tell(choice.replayed(), "were replayed before (--force sends them again)");
        tell(choice.cut(), "are not sent: they hold only the first part of a value that was too large");
        tell(choice.orphaned(), "are not sent: their topic was deleted");
        int size = choice.selection().size();
        if (size > 0) {
            replay.send(topic, choice.selection());
        }
        console.out().println("dlt: " + size + " letters sent to the log");
    }

    private void tell(int letters, String what) {
        if (letters > 0) {
            console.out().println("dlt: " + letters + " letters " + what);
        }
    }

    private static String advice(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return "Nothing was sent: another replay of these letters has begun, or sending took too long.";
            }
        }
        if (e instanceof TimeoutException) {
            return "Kafka did not answer in time; dlt list tells what was replayed, all or nothing. (" + e + ")";
        }
        return "Nothing was sent: " + (e.getCause() == null ? e : e.getCause());
    }
}
