package io.tidemark.processor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.store.CatalogVersion;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.Position;
import io.tidemark.processor.fold.BatchFold;
import io.tidemark.processor.fold.CompiledCatalog;
import io.tidemark.processor.fold.SeenIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long NOON = 1_678_883_400_000L;
    private static final MetricCatalog BY_MINUTE = MetricCatalog.parse(
            "{\"metrics\":[{\"name\":\"m\",\"window\":{\"every\":\"minute\",\"keep\":\"1h\"},\"aggregate\":\"count\"}]}");

    @Test
    void replayedEventWithoutATimestampHasTheTimeOfTheFirstRecord() {
        CatalogVersion version = new CatalogVersion(1, BY_MINUTE, Map.of());
        PartitionBatch batch = new PartitionBatch("t", "id", 0, version, 0, Position.at(0), PartitionBatch.NO_LOG_TIME);

        new Backlog(List.of(replayed()), Position.at(1))
                .foldInto(
                        batch,
                        new CompiledCatalog(version),
                        new SeenIds(Deduplication.DEFAULT),
                        BatchFold.MAX_OPERATIONS);

        assertThat(batch.metrics())
                .singleElement()
                .satisfies(delta -> assertThat(delta.panes()).containsOnlyKeys(NOON));
    }

    private static ConsumerRecord<byte[], byte[]> replayed() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(OriginalTime.HEADER, Long.toString(NOON).getBytes(UTF_8));
        byte[] value = "{\"eventType\":\"a\"}".getBytes(UTF_8);
        return new ConsumerRecord<>(
                "t",
                0,
                0,
                NOON + 60_000,
                TimestampType.LOG_APPEND_TIME,
                -1,
                value.length,
                new byte[0],
                value,
                headers,
                Optional.empty());
    }
}
