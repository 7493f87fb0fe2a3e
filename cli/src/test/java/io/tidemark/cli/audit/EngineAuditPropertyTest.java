package io.tidemark.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.audit.EngineRun.Step;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.data.redis.connection.RedisConnection;

/** Two folds written apart, over logs of every kind, and catalogs that change in the middle: they must agree. */
class EngineAuditPropertyTest {

    private static final long PAST = LogFixture.NOON;
    private static final long NOW = Instant.now().toEpochMilli();

    @Provide
    Arbitrary<List<Step>> stepsInThePast() {
        return new AnyLog(PAST, AnyLog.DEDUPLICATIONS).steps();
    }

    @Provide
    Arbitrary<List<Step>> stepsOfToday() {
        return new AnyLog(NOW, AnyLog.DEDUPLICATIONS).steps();
    }

    @Property(tries = 1_000)
    void engineInMemoryHoldsWhatTheLogSays(@ForAll("stepsInThePast") List<Step> steps) throws NotProvableException {
        InMemoryMetricStore store = new InMemoryMetricStore(Clock.fixed(Instant.ofEpochMilli(PAST), ZoneOffset.UTC));

        assertThat(audited(store, store, PAST, steps).differences()).isEmpty();
    }

    @Property(tries = 100)
    void engineOnRedisHoldsWhatTheLogSays(@ForAll("stepsOfToday") List<Step> steps) throws NotProvableException {
        try (EmptiedRedis redis = EmptiedRedis.open()) {
            RedisMetricStore store = new RedisMetricStore(redis.connections(), Clock.systemUTC());

            assertThat(audited(store, store, NOW, steps).differences()).isEmpty();
        }
    }

    @Example
    void foreignElementOfASketchIsFound() throws NotProvableException {
        try (EmptiedRedis redis = EmptiedRedis.open();
                RedisConnection connection = redis.connections().getConnection()) {
            RedisMetricStore store = new RedisMetricStore(redis.connections(), Clock.systemUTC());
            EngineRun run = new EngineRun(store, store, NOW);
            run.take(new Step.Fold(0));
            run.take(new Step.Activate("{\"metrics\":[{\"name\":\"m\",\"window\":{\"every\":\"day\",\"keep\":\"2d\"},"
                    + "\"aggregate\":\"distinct(userId)\"}]}"));
            byte[] event = "{\"eventType\":\"a\",\"userId\":\"u1\"}".getBytes(UTF_8);
            run.take(new Step.Append(0, 0, 0, 0, Optional.of(event)));
            run.take(new Step.Fold(0));
            byte[] key = connection
                    .keyCommands()
                    .keys("metrics:m:*".getBytes(UTF_8))
                    .iterator()
                    .next();
            assertThat(run.audit().differences()).isEmpty();

            connection.hyperLogLogCommands().pfAdd(key, "u1".getBytes(UTF_8));
            assertThat(run.audit().differences()).isEmpty();
            connection.hyperLogLogCommands().pfAdd(key, "foreign".getBytes(UTF_8));

            assertThat(run.audit().differences())
                    .singleElement()
                    .asString()
                    .startsWith(new String(key, UTF_8) + ": the log says 1 distinct (registers ")
                    .contains(", the store says 2 distinct (registers ");
            connection.keyCommands().del(key);
            connection.hyperLogLogCommands().pfAdd(key, "another".getBytes(UTF_8));
            assertThat(run.audit().differences())
                    .singleElement()
                    .asString()
                    .contains("the log says 1 distinct", "the store says 1 distinct");
        }
    }

    private static AuditReport audited(MetricWriter writer, MetricReader reader, long start, List<Step> steps)
            throws NotProvableException {
        EngineRun run = new EngineRun(writer, reader, start);
        run.take(new Step.Fold(0)); // so that there is a ledger
        steps.forEach(run::take);
        return run.audit();
    }

    /** The shared Redis without any key. */
}
