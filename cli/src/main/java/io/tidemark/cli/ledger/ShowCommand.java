package io.tidemark.cli.ledger;

import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ledger show}: how far each partition has been folded, and what became of its offsets. */
@Command(
        name = "show",
        description = {
            "Shows how far each partition has been folded, and what became of its offsets.",
            "Exits with 0 only if every offset is accounted for."
        },
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "Only this one; without it all that were folded.")
    private @Nullable String topic;

    ShowCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (Connections connections = new Connections(stack, clock)) {
            Collection<String> topics = topic == null ? connections.store().topics() : Set.of(topic);
            if (topics.isEmpty()) {
                throw new CommandFailedException(
                        "the store at " + stack.redis() + " has no ledger: nothing was folded");
            }
            boolean balanced = true;
            for (String name : topics) {
                balanced &= show(name, connections);
            }
            return balanced ? 0 : 1;
        } catch (StoreUnavailableException | StoreDamagedException e) {
            throw new CommandFailedException("the store at " + stack.redis() + ": " + e.getMessage(), e);
        }
    }

    private boolean show(String name, Connections connections) {
        TopicLedger ledger = connections.store().ledger(name);
        if (ledger.equals(TopicLedger.NONE)) {
            throw new CommandFailedException("the store at " + stack.redis() + " has no ledger of " + name
                    + "; it has those of " + connections.store().topics());
        }
        LedgerTable table = new LedgerTable(name, ledger, connections.log(name).orElse(null));
        table.lines().forEach(console.out()::println);
        return table.isBalanced();
    }
}
