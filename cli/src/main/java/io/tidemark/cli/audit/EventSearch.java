package io.tidemark.cli.audit;

import io.tidemark.cli.audit.Occurrence.Effect;
import io.tidemark.cli.audit.Occurrence.Fate;
import io.tidemark.cli.audit.Occurrence.Outcome;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches a fold for one event, by its id. What is no event is taken for it if the id's bytes are in it. Not thread-safe. */
final class EventSearch implements FoldObserver {

    private final String eventId;
    private final byte[] bytes;
    private final StoreNames names;
    private final List<Occurrence> found = new ArrayList<>();

    /** Of the event that the fold is at; null if that is another one. */
    private @Nullable List<Effect> effects;

    EventSearch(String eventId, StoreNames names) {
        this.eventId = eventId;
        this.bytes = eventId.getBytes(StandardCharsets.UTF_8);
        this.names = names;
    }

    /** In the order in which the fold came by: that of the offsets in each partition. */
    List<Occurrence> found() {
        return found;
    }

    @Override
    public void rejected(LogRecord record, String reason) {
        if (holdsId(record.value())) {
            found.add(Occurrence.of(record, Fate.REJECTED, null, reason, List.of()));
        }
    }

    @Override
    public void duplicate(LogRecord record, LoggedEvent event, long of) {
        if (hasId(event)) {
            found.add(Occurrence.of(record, Fate.DUPLICATE, of, null, List.of()));
        }
    }

    @Override
    public void counted(LogRecord record, LoggedEvent event) {
        effects = null;
        if (hasId(event)) {
            effects = new ArrayList<>();
            found.add(Occurrence.of(record, Fate.COUNTED, null, null, effects));
        }
    }

    @Override
    public void beyond(Reading reading) {
        LoggedEvent event = reading.event();
        if (event == null ? holdsId(reading.record().value()) : hasId(event)) {
            found.add(Occurrence.of(reading.record(), Fate.NOT_FOLDED_YET, null, null, List.of()));
        }
    }

    @Override
    public void countedType(String type) {
        if (effects != null) {
            effects.add(applied(type, names.of(type), "1"));
        }
    }

    @Override
    public void late(MetricDefinition metric, long pane) {
        add(metric, Outcome.LATE);
    }

    @Override
    public void unusable(MetricDefinition metric, long pane) {
        add(metric, Outcome.UNUSABLE);
    }

    @Override
    public void applied(MetricDefinition metric, long pane, String group, Supplier<Map<String, String>> added) {
        List<Effect> into = effects;
        if (into != null) {
            String name = metric.name().text();
            added.get().forEach((part, text) -> into.add(applied(name, names.of(metric, pane, group, part), text)));
        }
    }

    private void add(MetricDefinition metric, Outcome outcome) {
        if (effects != null) {
            effects.add(new Effect(metric.name().text(), outcome, null, null, null));
        }
    }

    private static Effect applied(String metric, StoredName name, String value) {
        return new Effect(metric, Outcome.APPLIED, name.key(), name.field().isEmpty() ? null : name.field(), value);
    }

    private boolean hasId(LoggedEvent event) {
        return event.id().equals(Optional.of(eventId));
    }

    private boolean holdsId(byte @Nullable [] value) {
        if (value == null) {
            return false;
        }
        // One byte to one character, so that bytes are found whatever they mean.
        return new String(value, StandardCharsets.ISO_8859_1).contains(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
