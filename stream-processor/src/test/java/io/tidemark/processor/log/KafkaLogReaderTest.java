package io.tidemark.processor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class KafkaLogReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @Test
    void whatNobodyWaitsForAnyMoreEndsWhileKafkaIsAway() throws IOException {
        AtomicInteger turns = new AtomicInteger();
        try (ServerSocket mute = new ServerSocket(0)) {
            KafkaLogReader reader = new KafkaLogReader(() -> consumer("localhost:" + mute.getLocalPort()));

            assertThatThrownBy(() -> reader.read(PARTITION, 0, 10, record -> {}, () -> turns.incrementAndGet() > 3))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(turns).hasValue(4);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
