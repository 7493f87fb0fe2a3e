package io.tidemark.metric.store.redis;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.BoardEntry;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.Grain;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.StoreSnapshot;
import io.tidemark.metric.store.StoreSnapshot.StoredName;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.metric.store.WindowValues;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Metrics in one Redis (7 or newer, no cluster mode, {@code maxmemory-policy noeviction}). Every change and every
 * question is one script or one command, so each is atomic and of one moment.
 *
 * <p>A Redis that is away, slow, read-only, loading or out of memory is a
 * {@link io.tidemark.metric.store.StoreUnavailableException}; bookkeeping that something foreign overwrote is a
 * {@link io.tidemark.metric.store.StoreDamagedException}. Thread-safe.
 */
public final class RedisMetricStore implements MetricWriter, MetricReader {

    private final RedisMetricWriter writer;
    private final RedisMetricReader reader;

    /**
     * @param connections owned by the caller; should have a command timeout of about a second
     * @param clock       tells which panes are still kept
     */
    public RedisMetricStore(RedisConnectionFactory connections, Clock clock) {
        RedisCalls redis = new RedisCalls(connections);
        this.writer = new RedisMetricWriter(redis);
        this.reader = new RedisMetricReader(redis, clock);
    }

    @Override
    public ApplyResult apply(PartitionBatch batch) {
        return writer.apply(batch);
    }

    @Override
    public String incarnation() {
        return writer.incarnation();
    }

    @Override
    public ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts) {
        return writer.claim(incarnation, topic, topicId, starts);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Walks over all keys once for each ended metric that has panes.
     */
    @Override
    public boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics) {
        return writer.activate(current, next, topics);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Walks over all keys in one script, during which Redis serves nobody else: about a second for a million keys.
     */
    @Override
    public void reset(String topic, String topicId, Map<Integer, Long> starts) {
        writer.reset(topic, topicId, starts);
    }

    /**
     * Why this Redis, set up as it is, may lose what is written to it or cannot run our scripts; empty if neither.
     *
     * @throws io.tidemark.metric.store.StoreUnavailableException if it does not answer
     */
    public Optional<String> wrongSetup() {
        return reader.wrongSetup();
    }

    @Override
    public TopicLedger ledger(String topic) {
        return reader.ledger(topic);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Walks over all keys, should the list have been lost.
     */
    @Override
    public SortedSet<String> topics() {
        return reader.topics();
    }

    @Override
    public CatalogVersion catalog() {
        return reader.catalog();
    }

    @Override
    public List<CatalogVersion> catalogHistory() {
        return reader.catalogHistory();
    }

    @Override
    public Map<String, BigDecimal> counters() {
        return reader.counters();
    }

    @Override
    public Map<String, BigDecimal> groups(MetricDefinition counter) {
        return reader.groups(counter);
    }

    @Override
    public List<BoardEntry> top(MetricDefinition board, OptionalLong pane, int topN) {
        return reader.top(board, pane, topN);
    }

    @Override
    public List<BoardEntry> around(MetricDefinition board, OptionalLong pane, String member, int reach) {
        return reader.around(board, pane, member, reach);
    }

    @Override
    public WindowValues window(MetricDefinition window, Instant from, Instant to, Instant now, Grain grain) {
        return reader.window(window, from, to, now, grain);
    }

    @Override
    public MetricAccounting accounting(MetricDefinition metric) {
        return reader.accounting(metric);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Copies the whole store in one script, during which Redis serves nobody else: about a second for a million
     * values. Meant for an auditor with a command timeout to match.
     */
    @Override
    public StoreSnapshot snapshot() {
        return reader.snapshot();
    }

    @Override
    public StoredName nameOf(MetricDefinition metric, long pane, String group, String part) {
        return RedisKeys.value(metric, pane, group, part);
    }

    @Override
    public String keyOf(MetricDefinition metric, long pane) {
        return RedisKeys.values(metric, pane);
    }

    @Override
    public StoredName nameInIndex(MetricDefinition metric, long pane, String group) {
        return RedisKeys.inIndex(metric, pane, group);
    }

    @Override
    public StoredName nameOf(String eventType) {
        return RedisKeys.type(eventType);
    }
}
