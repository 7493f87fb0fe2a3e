package io.tidemark.cli.dlt;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        // In this order: what another replay has committed is seen below, and what it has not is aborted.
        try (LetterReplay replay = new LetterReplay(options.kafka(), name);
                DeadLetterTopic topic = DeadLetterTopic.open(options.kafka(), name)) {
            Set<Place> chosen = choose(topic.letters());
            if (!chosen.isEmpty()) {
                replay.send(topic, chosen);
            }
            console.out().println("dlt: " + chosen.size() + " letters sent to the log");
        }
    }

    private Set<Place> choose(Letters letters) {
        LivingTopics living =
                LivingTopics.of(letters.all().stream().map(Letter::topic).collect(Collectors.toSet()), options.kafka());
        Set<Place> chosen = new HashSet<>();
        int replayed = 0;
        int cut = 0;
        int homeless = 0;
        for (Letter letter : letters.all()) {
            if (!options.include(letter)) {
                continue;
            }
            if (letters.isReplayed(letter) && !force) {
                replayed++;
            } else if (letter.cut()) {
                cut++;
            } else if (!living.have(letter)) {
                homeless++;
            } else {
                chosen.add(letter.place());
            }
        }
        tell(replayed, "were replayed before (--force sends them again)");
        tell(cut, "are not sent: they hold only the first part of a value that was too large");
        tell(homeless, "are not sent: their topic was deleted");
        return chosen;
    }

    private void tell(int letters, String what) {
        if (letters > 0) {
            console.out().println("dlt: " + letters + " letters " + what);
        }
    }

    private static String advice(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return "Nothing was sent: another replay of these letters has begun, or sending took longer than 15 min.";
            }
        }
        if (e instanceof TimeoutException) {
            return "Kafka did not answer in time; dlt list tells what was replayed, all or nothing. (" + e + ")";
        }
        return "Nothing was sent: " + (e.getCause() == null ? e : e.getCause());
    }
}
