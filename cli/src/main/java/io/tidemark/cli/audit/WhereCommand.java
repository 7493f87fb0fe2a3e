package io.tidemark.cli.audit;

import io.tidemark.cli.audit.Occurrence.Effect;
import io.tidemark.cli.audit.Occurrence.Fate;
import io.tidemark.cli.audit.Occurrence.Outcome;
import io.tidemark.cli.connection.RedisStore;
import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.terminal.Console;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code where}: what became of one event. */
@Command(
        name = "where",
        description = {
            "Folds the log as audit does, and tells every place where an event stands and what became of it there: counted,",
            "with the keys that it moved; a duplicate, and of which offset; rejected, and why; or not folded yet.",
            "Exits with 0 if it was found, 1 if it was not, 2 if it cannot be told."
        },
        exitCodeOnExecutionException = AuditCommand.NOT_PROVABLE,
        mixinStandardHelpOptions = true)
public final class WhereCommand implements Callable<Integer> {

    private static final int FOUND = 0;
    private static final int NOT_FOUND = 1;

    private final Console console;
    private final Clock clock;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Parameters(paramLabel = "EVENT_ID", description = "The eventId of the event.")
    private String eventId = "";

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    /** With the console for the result and the progress, and the clock that paces the progress. */
    public WhereCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (RedisStore store = RedisStore.at(stack.redis(), clock)) {
            List<Occurrence> found = search(store.store());
            if (json) {
                write(Map.of("eventId", eventId, "occurrences", found));
            } else {
                print(found);
            }
            return found.isEmpty() ? NOT_FOUND : FOUND;
        } catch (StoreDamagedException e) {
            return refuse("the store is damaged: " + e.getMessage());
        } catch (NotProvableException e) {
            return refuse(e.reason());
        } catch (StoreUnavailableException e) {
            return refuse("the store at " + stack.redis() + " cannot be read: " + e.getMessage());
        }
    }

    private List<Occurrence> search(MetricReader reader) throws NotProvableException {
        StoreSnapshot snapshot = reader.snapshot();
        if (snapshot.ledgers().isEmpty()) {
            throw new NotProvableException(
                    "the store has no ledger: nothing was folded into it, or the ledger is lost");
        }
        EventSearch search = new EventSearch(eventId, StoreNames.of(reader));
        AuditFold fold = AuditFold.fromTheStart(snapshot, search);
        ProgressLine progress = new ProgressLine(console.err(), "where", clock, fold.missing());
        Log log = new KafkaLog(stack.kafka(), progress::add);
        for (Map.Entry<String, TopicLedger> topic : snapshot.ledgers().entrySet()) {
            log.read(fold.section(topic.getKey(), topic.getValue(), true), fold);
        }
        return search.found();
    }

    private void print(List<Occurrence> found) {
        for (Occurrence occurrence : found) {
            console.out().println(text(occurrence));
            occurrence.effects().forEach(effect -> console.out().println("  " + text(effect)));
        }
        if (found.isEmpty()) {
            console.out().println("where: no event with the id '" + eventId + "' stands in the log");
        }
    }

    private static String text(Occurrence occurrence) {
        String place = occurrence.topic() + "-" + occurrence.partition() + "@" + occurrence.offset();
        String fate = occurrence.fate().text();
        if (occurrence.fate() == Fate.DUPLICATE) {
            fate += " of " + occurrence.duplicateOf();
        } else if (occurrence.fate() == Fate.REJECTED) {
            fate += ": " + occurrence.reason();
        }
        return place + " " + occurrence.time() + " " + fate;
    }

    private static String text(Effect effect) {
        if (effect.outcome() != Outcome.APPLIED) {
            return effect.metric() + ": " + effect.outcome().name().toLowerCase(Locale.ROOT);
        }
        String field = effect.field() == null ? "" : " " + effect.field();
        return effect.metric() + ": " + effect.key() + field + " takes " + effect.value();
    }

    private int refuse(String reason) {
        if (json) {
            write(Map.of("refused", reason));
        } else {
            console.out().println("where: " + reason);
        }
        return AuditCommand.NOT_PROVABLE;
    }

    private void write(Object result) {
        console.out().println(JsonMapper.shared().writeValueAsString(result));
    }
}
