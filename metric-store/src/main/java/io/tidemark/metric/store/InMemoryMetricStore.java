package io.tidemark.metric.store;

import io.tidemark.metric.Accumulator;
import io.tidemark.metric.GroupHash;
import io.tidemark.metric.HyperLogLog;
import io.tidemark.metric.Merging;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricDefinition.Kind;
import io.tidemark.metric.MetricName;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Metrics in plain maps: for tests, and the meaning of the other stores in the simplest terms. Keeps every pane for
 * ever, though it serves only those that are kept, and no copies of current periods. Thread-safe.
 */
public final class InMemoryMetricStore implements MetricWriter, MetricReader {

    private static final String TYPES = "";

    /** By metric and pane as {@link #keyOf} has it, then by field. */
    private final Map<String, Map<String, String>> values = new HashMap<>();

    /** Of windows of distinct elements, by metric and pane as {@link #keyOf} has it and, if grouped, a colon and the group. */
    private final Map<String, HyperLogLog> sketches = new HashMap<>();

    /** By metric and pane, of which groups there are sketches. */
    private final Map<String, SortedSet<String>> groups = new HashMap<>();

    private final Map<String, InMemoryLedger> ledgers = new HashMap<>();
    private final Map<MetricName, MetricAccounting> accounting = new HashMap<>();
    private final List<CatalogVersion> catalogs = new ArrayList<>(List.of(CatalogVersion.NONE));
    private final Clock clock;
    private String incarnation = newIncarnation();

    /** @param clock tells which panes are still kept */
    public InMemoryMetricStore(Clock clock) {
        this.clock = clock;
    }

    /** Another store that holds the same: what a replica or a backup has of this one. */
    public synchronized InMemoryMetricStore copy() {
        InMemoryMetricStore copy = new InMemoryMetricStore(clock);
        values.forEach((key, groups) -> copy.values.put(key, new HashMap<>(groups)));
        sketches.forEach((key, sketch) -> copy.sketch(key).merge(sketch));
        groups.forEach((key, names) -> copy.groups.put(key, new TreeSet<>(names)));
        ledgers.forEach((topic, ledger) -> copy.ledgers.put(topic, ledger.copy()));
        copy.accounting.putAll(accounting);
        copy.catalogs.clear();
        copy.catalogs.addAll(catalogs);
        copy.incarnation = incarnation;
        return copy;
    }

    @Override
    public synchronized ApplyResult apply(PartitionBatch batch) {
        InMemoryLedger ledger = ledgers.getOrDefault(batch.topic(), InMemoryLedger.NONE);
        Position position = ledger.position(batch.partition());
        if (!batch.topicId().equals(ledger.topicId())
                || position == null
                || position.offset() != batch.from()
                || !Objects.equals(ledger.start(batch.partition()), batch.start())
                || ledger.progress(batch.partition()) != batch.logTimeBefore()
                || !isInForce(batch.ruledBy())) {
            return new ApplyResult.Refused(
                    ledger.topicId(),
                    position,
                    ledger.start(batch.partition()),
                    ledger.progress(batch.partition()),
                    catalog().version(),
                    catalog().id());
        }
        ledger.advance(batch);
        batch.types().forEach((type, count) -> merge(TYPES, type, Merging.ADD, count.delta()));
        batch.metrics().forEach(this::add);
        return new ApplyResult.Applied();
    }

    @Override
    public synchronized TopicLedger ledger(String topic) {
        InMemoryLedger ledger = ledgers.get(topic);
        return ledger == null ? TopicLedger.NONE : ledger.toLedger();
    }

    @Override
    public synchronized SortedSet<String> topics() {
        return new TreeSet<>(ledgers.keySet());
    }

    @Override
    public synchronized String incarnation() {
        return incarnation;
    }

    @Override
    public synchronized ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts) {
        if (!incarnation.equals(this.incarnation)) {
            return ClaimResult.OTHER_INCARNATION;
        }
        InMemoryLedger ledger = ledgers.computeIfAbsent(topic, t -> new InMemoryLedger(topicId));
        if (!topicId.equals(ledger.topicId())) {
            return ClaimResult.OTHER_TOPIC;
        }
        starts.forEach(ledger::start);
        return ClaimResult.CLAIMED;
    }

    @Override
    public synchronized CatalogVersion catalog() {
        return catalogs.get(catalogs.size() - 1);
    }

    @Override
    public synchronized List<CatalogVersion> catalogHistory() {
        return List.copyOf(catalogs.subList(1, catalogs.size()));
    }

    @Override
    public synchronized boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics) {
        if (catalog().version() == current.version() + 1 && catalog().catalog().equals(next)) {
            return catalogs.get(catalogs.size() - 2).is(current.version(), current.id());
        }
        if (!isInForce(current)) {
            return false;
        }
        for (MetricName name : next.namesNewTo(current.catalog())) {
            if (fields(TYPES).containsKey(name.text())) {
                throw CatalogConflictException.nameOfType(name.text());
            }
        }
        current.catalog().endedBy(next).forEach(this::remove);
        Map<String, Map<Integer, Long>> from = new HashMap<>();
        ledgers.forEach((topic, ledger) -> {
            if (!ledger.offsets().isEmpty()) {
                from.put(topic, ledger.offsets());
            }
        });
        catalogs.add(new CatalogVersion(current.version() + 1, next, from));
        return true;
    }

    @Override
    public synchronized void reset(String topic, String topicId, Map<Integer, Long> starts) {
        incarnation = newIncarnation();
        values.clear();
        sketches.clear();
        groups.clear();
        accounting.clear();
        ledgers.replaceAll((name, ledger) -> ledger.atItsStarts());
        InMemoryLedger anew = new InMemoryLedger(topicId);
        starts.forEach(anew::start);
        ledgers.put(topic, anew);
        CatalogVersion active = catalog();
        catalogs.subList(1, catalogs.size()).clear();
        if (active.version() > 0) {
            catalogs.add(new CatalogVersion(active.version() + 1, active.catalog(), Map.of()));
        }
    }

    @Override
    public synchronized Map<String, BigDecimal> counters() {
        return decimals(TYPES);
    }

    @Override
    public synchronized Map<String, BigDecimal> groups(MetricDefinition counter) {
        return decimals(keyOf(counter, MetricDelta.ALL_TIME));
    }

    @Override
    public synchronized List<BoardEntry> top(MetricDefinition board, OptionalLong pane, int topN) {
        List<BoardEntry> places = places(board, pane);
        return List.copyOf(places.subList(0, Math.max(0, Math.min(topN, places.size()))));
    }

    @Override
    public synchronized List<BoardEntry> around(MetricDefinition board, OptionalLong pane, String member, int reach) {
        List<BoardEntry> places = places(board, pane);
        int place = IntStream.range(0, places.size())
                .filter(i -> places.get(i).member().equals(member))
                .findFirst()
                .orElse(-1);
        return place < 0
                ? List.of()
                : List.copyOf(places.subList(Math.max(0, place - reach), Math.min(place + reach + 1, places.size())));
    }

    @Override
    public synchronized WindowValues window(
            MetricDefinition metric, Instant from, Instant to, Instant now, Grain grain) {
        Window window = Objects.requireNonNull(metric.window(), () -> "'" + metric.name() + "' has no window");
        List<Pane> panes = new ArrayList<>();
        List<Stream<Map.Entry<String, HyperLogLog>>> sets = new ArrayList<>();
        long first = window.paneStart(from.toEpochMilli());
        for (long start = first; start <= to.toEpochMilli(); start = window.paneEnd(start)) {
            boolean kept = isKept(window, start, now.toEpochMilli());
            panes.add(new Pane(start, kept ? ValueField.values(metric, fields(keyOf(metric, start))) : Map.of()));
            sets.add(kept ? sketches(metric, start) : Stream.empty());
        }
        return metric.isDistinct()
                ? WindowValues.ofSketches(first, window.every().toMillis(), sets, grain)
                : WindowValues.of(metric.aggregation(), panes, grain);
    }

    @Override
    public synchronized MetricAccounting accounting(MetricDefinition metric) {
        return accounting.getOrDefault(metric.name(), MetricAccounting.NONE);
    }

    @Override
    public synchronized StoreSnapshot snapshot() {
        Map<StoredName, String> all = new HashMap<>();
        values.forEach((key, fields) -> fields.forEach((field, text) -> all.put(new StoredName(key, field), text)));
        sketches.forEach((key, sketch) -> all.put(new StoredName(key, ""), sketch.toString()));
        groups.forEach((key, names) -> names.forEach(group ->
                all.put(new StoredName(key, group), MetricReader.indexed(Long.toString(GroupHash.of(group))))));
        Map<String, TopicLedger> topics = new HashMap<>();
        ledgers.forEach((topic, ledger) -> topics.put(topic, ledger.toLedger()));
        return new StoreSnapshot(clock.instant(), catalogHistory(), topics, Map.copyOf(accounting), all);
    }

    @Override
    public StoredName nameOf(MetricDefinition metric, long pane, String group, String part) {
        return metric.isSketchOfEachGroup()
                ? new StoredName(keyOf(metric, pane) + ":" + group, "")
                : new StoredName(keyOf(metric, pane), fieldOf(metric, group, part));
    }

    @Override
    public StoredName nameInIndex(MetricDefinition metric, long pane, String group) {
        return new StoredName(keyOf(metric, pane), group);
    }

    @Override
    public StoredName nameOf(String eventType) {
        return new StoredName(TYPES, eventType);
    }

    private static String newIncarnation() {
        return UUID.randomUUID().toString();
    }

    private boolean isInForce(CatalogVersion catalog) {
        return catalog.is(catalog().version(), catalog().id());
    }

    private void add(MetricDelta delta) {
        MetricDefinition metric = delta.metric();
        accounting.merge(
                metric.name(),
                new MetricAccounting(delta.matched(), delta.applied(), delta.late(), delta.unusable(), null),
                MetricAccounting::plus);
        if (!metric.isTypeCounter()) {
            delta.panes()
                    .forEach((pane, cells) ->
                            cells.forEach((group, cell) -> add(metric, keyOf(metric, pane), group, cell)));
        }
    }

    private void add(MetricDefinition metric, String key, String group, Accumulator cell) {
        if (metric.isSketchOfEachGroup()) {
            groups.computeIfAbsent(key, k -> new TreeSet<>()).add(group);
            cell.deltas((part, element) -> sketch(key + ":" + group).add(element));
        } else if (metric.isDistinct()) {
            cell.deltas((part, element) -> sketch(key).add(element));
        } else {
            Merging merging = metric.aggregation().merging();
            cell.deltas((part, delta) -> merge(key, fieldOf(metric, group, part), merging, delta));
        }
    }

    private HyperLogLog sketch(String key) {
        return sketches.computeIfAbsent(key, k -> new HyperLogLog());
    }

    /** By group, or as the one that is not grouped. */
    private Stream<Map.Entry<String, HyperLogLog>> sketches(MetricDefinition metric, long pane) {
        String key = keyOf(metric, pane);
        return metric.isGrouped()
                ? groups.getOrDefault(key, Collections.emptySortedSet()).stream()
                        .map(group -> Map.entry(group, sketch(key + ":" + group)))
                : Stream.ofNullable(sketches.get(key)).map(sketch -> Map.entry(MetricDelta.UNGROUPED, sketch));
    }

    private void merge(String key, String field, Merging merging, String delta) {
        values.computeIfAbsent(key, k -> new HashMap<>()).merge(field, delta, merging::merge);
    }

    private void remove(MetricDefinition metric) {
        accounting.remove(metric.name());
        if (isUngroupedCounter(metric)) {
            values.getOrDefault(TYPES, new HashMap<>()).remove(metric.name().text());
        } else {
            values.keySet().removeIf(key -> key.startsWith(keyOf(metric, MetricDelta.ALL_TIME)));
            sketches.keySet().removeIf(key -> key.startsWith(keyOf(metric, MetricDelta.ALL_TIME)));
            groups.keySet().removeIf(key -> key.startsWith(keyOf(metric, MetricDelta.ALL_TIME)));
        }
    }

    private List<BoardEntry> places(MetricDefinition board, OptionalLong pane) {
        Window window = board.window();
        if (window == null) {
            return Ranking.of(decimals(keyOf(board, MetricDelta.ALL_TIME)));
        }
        OptionalLong start = pane.isPresent() ? pane : currentPane(window);
        return start.isPresent() && isKept(window, start.getAsLong(), clock.millis())
                ? Ranking.of(decimals(keyOf(board, start.getAsLong())))
                : List.of();
    }

    private OptionalLong currentPane(Window window) {
        long progress = progress();
        return progress == PartitionBatch.NO_LOG_TIME
                ? OptionalLong.empty()
                : OptionalLong.of(window.paneStart(progress));
    }

    private boolean isKept(Window window, long pane, long now) {
        return !window.isLate(pane, Math.max(now, progress()));
    }

    private long progress() {
        return ledgers.values().stream()
                .mapToLong(InMemoryLedger::progress)
                .max()
                .orElse(PartitionBatch.NO_LOG_TIME);
    }

    private Map<String, String> fields(String key) {
        return values.getOrDefault(key, Map.of());
    }

    private Map<String, BigDecimal> decimals(String key) {
        Map<String, BigDecimal> decimals = new HashMap<>();
        fields(key).forEach((field, text) -> decimals.put(field, new BigDecimal(text)));
        return decimals;
    }

    @Override
    public String keyOf(MetricDefinition metric, long pane) {
        if (isUngroupedCounter(metric)) {
            return TYPES;
        }
        return metric.name() + "/" + (pane == MetricDelta.ALL_TIME ? "" : pane);
    }

    /** A counter without groups stands beside those of the event types. */
    private static String fieldOf(MetricDefinition metric, String group, String part) {
        if (isUngroupedCounter(metric)) {
            return metric.name().text();
        }
        return metric.isDistinct() ? group : new ValueField(group, part).name(metric);
    }

    private static boolean isUngroupedCounter(MetricDefinition metric) {
        return metric.kind() == Kind.COUNTER && !metric.isGrouped();
    }
}
