package io.tidemark.cli.simulation;

import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.ApplyResult;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.ClaimResult;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.StoreUnavailableException;
import io.tidemark.metric.store.TopicLedger;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** A processor's way to the store: calls are slow, get lost before or behind it, arrive late or twice. */
final class StoreConnection implements MetricWriter {

    private final World world;
    private final SimulatedStore store;

    StoreConnection(World world) {
        this.world = world;
        this.store = world.store();
    }

    @Override
    public ApplyResult apply(PartitionBatch batch) {
        return call("apply", () -> {
            int way = world.isCalm() ? 0 : world.chance().below(100);
            if (way > 97) {
                store.applyLater(batch);
                throw unanswered("apply");
            }
            if (way > 95) {
                store.apply(batch); // a client that reconnects may send it again
            }
            return store.apply(batch);
        });
    }

    @Override
    public TopicLedger ledger(String topic) {
        return call("ledger", () -> store.state().ledger(topic));
    }

    @Override
    public String incarnation() {
        return call("incarnation", () -> store.state().incarnation());
    }

    @Override
    public ClaimResult claim(String incarnation, String topic, String topicId, Map<Integer, Long> starts) {
        return call("claim", () -> store.state().claim(incarnation, topic, topicId, starts));
    }

    @Override
    public CatalogVersion catalog() {
        return call("catalog", () -> store.state().catalog());
    }

    @Override
    public boolean activate(CatalogVersion current, MetricCatalog next, Collection<String> topics) {
        return call("activate", () -> store.state().activate(current, next, topics));
    }

    @Override
    public void reset(String topic, String topicId, Map<Integer, Long> starts) {
        throw new UnsupportedOperationException("a processor never does that");
    }

    private <T> T call(String what, Supplier<T> call) {
        world.meanwhile();
        int way = world.isCalm() ? 0 : world.chance().below(100);
        if (store.isAway() || way > 97) {
            throw unanswered(what);
        }
        T answer = call.get();
        if (way > 94) {
            throw unanswered(what + " (done)");
        }
        if (way > 93) {
            world.crashHere();
        }
        return answer;
    }

    private StoreUnavailableException unanswered(String what) {
        world.tally().unanswered++;
        world.story().tell(() -> "no answer to " + what);
        return new StoreUnavailableException("no answer to " + what, new IOException("simulated"));
    }
}
