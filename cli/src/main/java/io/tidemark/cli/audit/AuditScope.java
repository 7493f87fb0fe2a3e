package io.tidemark.cli.audit;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.StoreSnapshot.StoredName;

/** Which part of the store is audited. */
interface AuditScope {

    /** All of it. */
    AuditScope WHOLE = new AuditScope() {
        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public boolean has(String eventType) {
            return true;
        }

        @Override
        public boolean has(MetricDefinition metric) {
            return true;
        }

        @Override
        public boolean has(StoredName value) {
            return true;
        }
    };

    /** Whether what belongs to no metric is compared too: the accounts of the topics. */
    boolean isWhole();

    boolean has(String eventType);

    boolean has(MetricDefinition metric);

    boolean has(StoredName value);

    /**
     * What stands under one name, of a metric or an event type.
     *
     * @throws NotProvableException if neither the fold nor its catalog knows that name
     */
    static AuditScope of(String name, AuditFold fold, StoreNames names) throws NotProvableException {
        for (MetricFold metric : fold.metrics()) {
            if (metric.metric().name().text().equals(name)) {
                return new OfMetric(metric.metric(), names);
            }
        }
        if (fold.types().containsKey(name)) {
            return new OfType(name, names);
        }
        throw new NotProvableException(
                "--metric is '" + name + "', which is neither a metric in force nor an event type of the log");
    }

    /** The automatic counter of an event type. */
    record OfType(String name, StoreNames names) implements AuditScope {

        @Override
        public boolean isWhole() {
            return false;
        }

        @Override
        public boolean has(String eventType) {
            return eventType.equals(name);
        }

        @Override
        public boolean has(MetricDefinition metric) {
            return false;
        }

        @Override
        public boolean has(StoredName value) {
            return value.equals(names.of(name));
        }
    }

    /** A metric, with all its panes and groups. */
    record OfMetric(MetricDefinition metric, StoreNames names) implements AuditScope {

        @Override
        public boolean isWhole() {
            return false;
        }

        @Override
        public boolean has(String eventType) {
            return false;
        }

        @Override
        public boolean has(MetricDefinition other) {
            return other.equals(metric);
        }

        @Override
        public boolean has(StoredName value) {
            Window window = metric.window();
            if (window != null && value.key().startsWith(keyOfPanes(window))) {
                return true;
            }
            if (metric.kind() == MetricDefinition.Kind.WINDOW) {
                return false;
            }
            StoredName whole = names.of(metric, MetricDelta.ALL_TIME, MetricDelta.UNGROUPED, FoldedValue.WHOLE);
            return metric.isGrouped() ? value.key().equals(whole.key()) : value.equals(whole);
        }

        /** What the keys of all panes begin with. */
        private String keyOfPanes(Window window) {
            String key = names.keyOf(metric, 0);
            return key.substring(0, key.length() - window.label(0).length());
        }
    }
}
