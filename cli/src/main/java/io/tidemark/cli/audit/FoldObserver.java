package io.tidemark.cli.audit;

import io.tidemark.metric.MetricDefinition;
import java.util.Map;
import java.util.function.Supplier;

/** Is told each verdict of the fold: what became of a record, and then, if it counted, of its parts. */
interface FoldObserver {

    /** Looks away. */
    FoldObserver NONE = new FoldObserver() {};

    default void rejected(LogRecord record, String reason) {}

    /** The event at the offset {@code of} came before it. */
    default void duplicate(LogRecord record, LoggedEvent event, long of) {}

    default void counted(LogRecord record, LoggedEvent event) {}

    /** The event counted under its type. */
    default void countedType(String type) {}

    default void late(MetricDefinition metric, long pane) {}

    default void unusable(MetricDefinition metric, long pane) {}

    /** A record behind the ledger, which the store has not folded yet. */
    default void beyond(Reading reading) {}

    /**
     * The event was added.
     *
     * @param added by part, what was added: a decimal, the value of a place, or an element of a set
     */
    default void applied(MetricDefinition metric, long pane, String group, Supplier<Map<String, String>> added) {}
}
