package io.tidemark.api.control;

import io.tidemark.api.query.Endpoint;
import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import io.tidemark.event.EventRules;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.control.ConfiguredCatalog;
import io.tidemark.metric.store.CatalogConflictException;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.StoreUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes the configured catalog: each change makes a version of it, which the processors put in force. All methods throw
 * {@link RefusedException} for what cannot be done, {@link io.tidemark.metric.InvalidDefinitionException} for a bad
 * definition, {@link io.tidemark.metric.control.ControlUnavailableException} while ZooKeeper does not answer, and
 * {@link StoreUnavailableException} while the store does not: a change is made only if its names are known to be free, and
 * where ZooKeeper has no catalog the one in force is shown. Thread-safe.
 */
public final class CatalogControl {

    private final ControlStore control;
    private final MetricReader store;
    private final Clock clock;

    CatalogControl(ControlStore control, MetricReader store, Clock clock) {
        this.control = control;
        this.store = store;
        this.clock = clock;
    }

    public CatalogAnswer catalog() {
        ConfiguredCatalog newest = newest();
        List<Map<String, Object>> metrics = newest.catalog().definitions().stream()
                .map(DefinitionCodec::write)
                .toList();
        return new CatalogAnswer(newest.version(), isInForce(newest), metrics);
    }

    public MetricAnswer metric(String name) {
        ConfiguredCatalog newest = newest();
        return answer(newest, require(newest.catalog(), name));
    }

    /** The versions there are, the newest {@code count} of them. */
    public HistoryAnswer history(int count) {
        ConfiguredCatalog newest = newest();
        return new HistoryAnswer(
                newest.version(), isInForce(newest), control.catalogs().history(count));
    }

    public ProcessorsAnswer processors() {
        return new ProcessorsAnswer(control.processors().all());
    }

    public MetricAnswer add(MetricDefinition metric, IfMatch meant) {
        ConfiguredCatalog changed = change("api POST " + metric.name(), meant, newest -> {
            if (newest.find(metric.name().text()).isPresent()) {
                String taken = "a name that no metric has; PUT " + Endpoint.CONTROL_METRICS + "/" + metric.name()
                        + " replaces this one";
                throw refused(Refusal.METRIC_EXISTS, metric.name().text(), "is the name of a metric already", taken);
            }
            return with(newest, metric);
        });
        return answer(changed, metric);
    }

    /** Nothing is changed if it is defined like that already. */
    public MetricAnswer replace(MetricDefinition metric, IfMatch meant) {
        ConfiguredCatalog changed = change("api PUT " + metric.name(), meant, newest -> {
            require(newest, metric.name().text());
            return with(newest, metric);
        });
        return answer(changed, metric);
    }

    public ChangeAnswer remove(String name, IfMatch meant) {
        return answer(change("api DELETE " + name, meant, newest -> {
            MetricDefinition removed = require(newest, name);
            return newest.withEdits(new MetricCatalog(List.of(removed)), MetricCatalog.EMPTY);
        }));
    }

    /** Makes a version that is like an earlier one. */
    public ChangeAnswer restore(int version, IfMatch meant) {
        MetricCatalog earlier = control.catalogs()
                .version(version)
                .orElseThrow(() -> refused(
                        Refusal.UNKNOWN_VERSION,
                        String.valueOf(version),
                        "is no version of the catalog, or none any more",
                        "a version that GET " + Endpoint.CONTROL_CATALOG + " lists"))
                .catalog();
        return answer(change("restore of " + version, meant, newest -> earlier));
    }

    /** Where ZooKeeper has none, or lost it, what is in force is to be kept by the next. */
    private ConfiguredCatalog newest() {
        return control.catalogs().newest(() -> store.catalog().catalog());
    }

    /** Made anew by whatever is the newest, until nobody else was faster. */
    private ConfiguredCatalog change(String how, IfMatch meant, UnaryOperator<MetricCatalog> edit) {
        while (true) {
            ConfiguredCatalog newest = newest();
            meant.require(newest.version());
            MetricCatalog next = edit.apply(newest.catalog());
            if (next.equals(newest.catalog())) {
                return newest;
            }
            requireFreeNames(newest, next);
            ConfiguredCatalog made = newest.next(next, clock.instant(), how);
            if (control.catalogs().add(made)) {
                return made;
            }
        }
    }

    private static MetricCatalog with(MetricCatalog catalog, MetricDefinition metric) {
        List<MetricDefinition> metrics = new ArrayList<>(catalog.definitions());
        metrics.removeIf(other -> other.name().equals(metric.name()));
        metrics.add(metric);
        return new MetricCatalog(metrics, catalog.deduplication());
    }

    /** What the processors would find out when they put it in force, and could only show in their health. */
    private void requireFreeNames(ConfiguredCatalog newest, MetricCatalog next) {
        List<MetricName> wanted = next.namesNewTo(store.catalog().catalog());
        Set<String> seen = wanted.isEmpty() ? Set.of() : store.counters().keySet();
        for (MetricName name : wanted) {
            if (seen.contains(name.text())) {
                boolean isOfChange =
                        !next.find(name.text()).equals(newest.catalog().find(name.text()));
                throw isOfChange ? nameOfType(name.text()) : blocked(newest, name.text());
            }
        }
    }

    private static RefusedException nameOfType(String name) {
        return new RefusedException(
                Refusal.NAME_OF_TYPE,
                String.valueOf(CatalogConflictException.nameOfType(name).getMessage()),
                "name",
                name,
                "a name under which no event type was counted");
    }

    /** The change would be made to a catalog that cannot come in force itself. */
    private static RefusedException blocked(ConfiguredCatalog newest, String name) {
        String allowed = "DELETE " + Endpoint.CONTROL_METRICS + "/" + name + " first";
        return new RefusedException(
                Refusal.CATALOG_BLOCKED,
                "version " + newest.version() + " of the catalog, the newest, cannot come in force, nor what is made of"
                        + " it: its metric '" + name + "' has the name of an event type that was counted; " + allowed,
                "name",
                name,
                allowed);
    }

    private static MetricDefinition require(MetricCatalog catalog, String name) {
        return catalog.find(name)
                .orElseThrow(() -> refused(
                        Refusal.UNKNOWN_METRIC,
                        name,
                        "is not the name of a metric of the catalog",
                        "a name that GET " + Endpoint.CONTROL_METRICS + " lists"));
    }

    private static RefusedException refused(Refusal refusal, String value, String what, String allowed) {
        String field = refusal == Refusal.UNKNOWN_VERSION ? "version" : "name";
        return new RefusedException(
                refusal, "'" + EventRules.shown(value) + "' " + what + "; allowed: " + allowed, field, value, allowed);
    }

    private MetricAnswer answer(ConfiguredCatalog newest, MetricDefinition metric) {
        return new MetricAnswer(newest.version(), isInForce(newest), DefinitionCodec.write(metric));
    }

    private ChangeAnswer answer(ConfiguredCatalog newest) {
        return new ChangeAnswer(newest.version(), isInForce(newest));
    }

    /** Not as far as anybody knows, while the store does not answer. */
    private boolean isInForce(ConfiguredCatalog newest) {
        try {
            return store.catalog().catalog().equals(newest.catalog());
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
