package io.tidemark.cli.audit;

import io.tidemark.cli.connection.RedisStore;
import io.tidemark.cli.connection.StartsInZooKeeper;
import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: proves, or refutes, that the store says what the log says. */
@Command(
        name = "audit",
        description = {
            "Folds the log a second time and compares every value that the store holds.",
            "Exits with 0 if there is no difference, 1 if there is one, 2 if it cannot be told."
        },
        exitCodeOnExecutionException = AuditCommand.NOT_PROVABLE,
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    private static final int CLEAN = 0;
    private static final int DIFFERENT = 1;
    static final int NOT_PROVABLE = 2;

    private final Console console;
    private final Clock clock;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--metric", paramLabel = "NAME", description = "Only what stands under this name.")
    private @Nullable String metric;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Saves what was folded, if there is no difference, for a later --from.")
    private @Nullable Path save;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Goes on from what an audit saved: reads only what the log got since.")
    private @Nullable Path from;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    /** With the console for the result and the progress, and the clock that paces the progress. */
    public AuditCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (save != null && metric != null) {
            throw new CommandFailedException("--save needs a whole audit: leave out --metric.");
        }
        AuditOutput output = json ? AuditOutput.json(console.out()) : AuditOutput.text(console.out());
        try (RedisStore store = RedisStore.at(stack.redis(), clock)) {
            AuditReport report = audit(store.store());
            output.print(report);
            return report.isClean() ? CLEAN : DIFFERENT;
        } catch (StoreDamagedException e) {
            output.refuse("the store is damaged: " + e.getMessage());
            return DIFFERENT;
        } catch (NotProvableException e) {
            output.refuse(e.reason());
            return NOT_PROVABLE;
        } catch (StoreUnavailableException e) {
            output.refuse("the store at " + stack.redis() + " cannot be read: " + e.getMessage());
            return NOT_PROVABLE;
        }
    }

    private AuditReport audit(MetricReader reader) throws NotProvableException {
        Baseline baseline = from == null ? null : new BaselineFile(from).read();
        StoreSnapshot snapshot = reader.snapshot();
        AuditFold fold = baseline == null
                ? AuditFold.fromTheStart(snapshot, FoldObserver.NONE)
                : AuditFold.from(baseline, snapshot);
        ProgressLine progress = new ProgressLine(console.err(), "audit", clock, fold.missing());
        Log log = new KafkaLog(stack.kafka(), progress::add);
        AuditReport report = new Audit(log, StoreNames.of(reader)).of(snapshot, fold, metric);
        if (metric == null) {
            report = withStarts(report, snapshot);
        }
        if (save != null) {
            save(save, report, fold, snapshot);
        }
        return report;
    }

    private AuditReport withStarts(AuditReport report, StoreSnapshot snapshot) {
        try (StartsInZooKeeper zooKeeper = StartsInZooKeeper.at(stack.zooKeeper())) {
            StartComparison starts = new StartComparison(zooKeeper::startsOf);
            starts.compare(snapshot);
            if (!starts.unknown().isEmpty()) {
                notCompared(stack.zooKeeper() + " remembers none of " + String.join(", ", starts.unknown()));
            }
            return starts.addTo(report);
        } catch (CommandFailedException e) {
            notCompared(String.valueOf(e.getMessage()));
            return report;
        }
    }

    private void notCompared(String why) {
        console.err().println("audit: the starts were not compared with ZooKeeper's: " + why);
    }

    private void save(Path file, AuditReport report, AuditFold fold, StoreSnapshot snapshot) {
        if (!report.isClean()) {
            console.err().println("audit: no baseline is saved of a store that differs");
            return;
        }
        try {
            new BaselineFile(file).write(fold.baseline(snapshot));
            console.err().println("audit: baseline saved in " + file);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "There is no difference, but no baseline was saved in " + file + ": " + e, e);
        }
    }
}
