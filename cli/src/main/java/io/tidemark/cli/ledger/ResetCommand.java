package io.tidemark.cli.ledger;

import io.tidemark.cli.connection.StartsInZooKeeper;
import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.processor.log.LogView;
import io.tidemark.processor.log.TopicStarts.Starts;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger reset}: removes what was folded, so that the processor folds the logs anew. */
@Command(
        name = "reset",
        description = {
            "Removes all values, accounting and progress and has every log folded anew: the named partitions from the",
            "new start, all others from where they started. A running processor goes on by itself. Of a call that was cut",
            "short nothing may have come into force; another one puts all right.",
            "Without --yes it only tells what it would do, and exits with 1."
        },
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "TOPIC[:PARTITION]", description = "What gets the new start.")
    private String target = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "earliest|latest|OFFSET",
            description = "The new start: the begin or the end of the log as it is now, or an offset in it.")
    private String to = "";

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    ResetCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Target named = Target.parse(target);
        NewStart start = NewStart.parse(to);
        try (Connections connections = new Connections(stack, clock);
                StartsInZooKeeper zooKeeper = zooKeeper()) {
            LogView log = connections
                    .log(named.topic())
                    .orElseThrow(() ->
                            new CommandFailedException("Kafka at " + stack.kafka() + " has no topic " + named.topic()));
            Map<Integer, Long> starts = ResetPlan.starts(
                    named, start, log, ledger(named.topic(), connections), zooKeeper.read(named.topic()));
            tell(named.topic(), log, starts, connections);
            if (!yes) {
                console.out().println("Nothing was changed. Repeat it with --yes to do it.");
                return 1;
            }
            reset(named.topic(), log.topicId(), starts, connections, zooKeeper);
            return 0;
        } catch (StoreUnavailableException | StoreDamagedException e) {
            throw new CommandFailedException("the store at " + stack.redis() + ": " + e.getMessage(), e);
        }
    }

    private StartsInZooKeeper zooKeeper() {
        try {
            return StartsInZooKeeper.at(stack.zooKeeper());
        } catch (CommandFailedException e) {
            throw new CommandFailedException(e.getMessage() + "; nothing was changed", e);
        }
    }

    /** One that cannot be read is as good as lost: it is written anew. */
    private static TopicLedger ledger(String topic, Connections connections) {
        try {
            return connections.store().ledger(topic);
        } catch (StoreDamagedException e) {
            return TopicLedger.NONE;
        }
    }

    /** First what a store that is emptied later would be filled from, then the store. */
    private void reset(
            String topic, String id, Map<Integer, Long> starts, Connections connections, StartsInZooKeeper zooKeeper) {
        Starts before = zooKeeper.read(topic);
        zooKeeper.replace(topic, new Starts(id, starts));
        try {
            connections.store().reset(topic, id, starts);
        } catch (StoreDamagedException e) {
            zooKeeper.replace(topic, before); // the store changed nothing
            throw e;
        } catch (StoreUnavailableException e) {
            throw new CommandFailedException(
                    "the store at " + stack.redis() + " did not answer (" + e.getMessage()
                            + "), so it may have been reset or not: repeat the command",
                    e);
        }
        console.out().println("Done. ./tidemark ledger show " + topic + " tells how far it has come.");
    }

    private void tell(String topic, LogView log, Map<Integer, Long> starts, Connections connections) {
        int version = connections.store().catalog().version();
        console.out()
                .println("Removes every value, and all accounting and progress, from Redis at " + stack.redis()
                        + ": of every topic, since values do not tell from which one they came.");
        if (version > 0) {
            console.out()
                    .println("Keeps the catalog in force, version " + version + ", as version " + (version + 1)
                            + " without the history before it.");
        }
        console.out().println("Folds anew:");
        starts.forEach((partition, start) ->
                tell(topic + ":" + partition, start, log.beginnings().get(partition)));
        for (String other : connections.store().topics()) {
            if (!other.equals(topic)) {
                LogView otherLog = connections.log(other).orElse(new LogView("", Map.of(), Map.of()));
                new TreeMap<>(connections.store().ledger(other).starts())
                        .forEach((partition, start) -> tell(
                                other + ":" + partition,
                                start,
                                otherLog.beginnings().get(partition)));
            }
        }
    }

    private void tell(String partition, long start, @Nullable Long begin) {
        String gap = begin == null || begin <= start
                ? ""
                : ", of which the log has no more what lies before " + begin + ": that will be accounted for as a gap";
        console.out().println("  " + partition + " from " + start + gap);
    }
}
