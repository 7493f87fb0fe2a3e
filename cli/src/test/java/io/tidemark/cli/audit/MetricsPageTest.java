package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.audit.EngineRun.Step;
import io.tidemark.cli.audit.MetricCells.Cell;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.redis.RedisMetricStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class MetricsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Instant DAY = Instant.parse("2015-05-18T00:00:00Z");
    private static final List<Cell> CELLS = MetricCells.of("data.bytes", "1000,10000,100000", "data.method");

    @Test
    void thePageIsWhatTheEventsCameTo() throws IOException, NotProvableException {
        ExampleEvents events = ExampleEvents.read();
        Clock clock = Clock.fixed(events.newest(), ZoneOffset.UTC);
        InMemoryMetricStore store = new InMemoryMetricStore(clock);
        EngineRun run = new EngineRun(store, store, events.newest().toEpochMilli());
        fold(events, run);
        assertThat(run.audit().differences()).isEmpty();
        LettuceConnectionFactory unused = new LettuceConnectionFactory();

        String text = new MetricsPage(store, new RedisMetricStore(unused, clock), clock, DAY).text(CELLS);

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(PAGE).as("write it anew as its head says").hasContent(text);
    }

    @Test
    void everyCellInRedisIsThePlainFoldOfTheExample() throws IOException, NotProvableException {
        Clock clock = Clock.systemUTC();
        ExampleEvents events = ExampleEvents.read().upTo(clock.instant());
        try (EmptiedRedis redis = EmptiedRedis.open()) {
            RedisMetricStore store = new RedisMetricStore(redis.connections(), clock);
            EngineRun run = new EngineRun(store, store, events.newest().toEpochMilli());
            fold(events, run);

            AuditReport report = run.audit();

            assertThat(report.differences()).isEmpty();
            assertThat(report.compared()).isGreaterThan(CELLS.size() * 100L);
        }
    }

    private static void fold(ExampleEvents events, EngineRun run) {
        run.take(new Step.Activate(
                "{\"metrics\":[" + CELLS.stream().map(Cell::definition).collect(Collectors.joining(",")) + "]}"));
        events.foldInto(run);
    }
}
