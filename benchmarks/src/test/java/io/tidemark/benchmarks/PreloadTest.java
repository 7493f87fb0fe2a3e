package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TestServers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class PreloadTest {

    private static final Instant END = Instant.parse("2026-03-15T12:00:00Z");
    private static final int COUNT = 20_000;

    @Test
    void everyEventIsInTheLogAndInTheTotals() throws Exception {
        String kafka = TestServers.kafka().bootstrapServers();
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

        Totals totals = new Preload(kafka, silent).send(new MixedEvents(1, END, COUNT));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            assertThat(offsets(admin))
                    .hasSize(6)
                    .allSatisfy((partition, end) -> assertThat(end).isPositive());
            assertThat(offsets(admin).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(COUNT);
            assertThat(timestampType(admin)).isEqualTo("LogAppendTime");
        }
        assertThat(totals.values().entrySet().stream()
                        .filter(value -> value.getKey().startsWith("counter "))
                        .map(Map.Entry::getValue)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(BigDecimal.valueOf(COUNT));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, Preload.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Preload.TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static String timestampType(Admin admin) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Preload.TOPIC);
        return admin.describeConfigs(List.of(topic)).all().get().values().stream()
                .map(config -> config.get("message.timestamp.type").value())
                .collect(Collectors.joining());
    }
}
