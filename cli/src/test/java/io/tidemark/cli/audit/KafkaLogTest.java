package io.tidemark.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import io.tidemark.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class KafkaLogTest {

    private static final String SERVERS = TestServers.kafka().bootstrapServers();

    private final KafkaLog log = new KafkaLog(SERVERS, count -> {});
    private final List<LogRecord> read = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final LogSink sink = new LogSink() {
        @Override
        public void gap(String topic, int partition, long from, long to) {
            gaps.add(partition + " up to " + to);
        }

        @Override
        public void records(List<LogRecord> records) {
            read.addAll(records);
        }
    };
    private final String topic;

    KafkaLogTest(TestInfo test) {
        topic = "audit-" + test.getDisplayName().replaceAll("[^A-Za-z]", "");
    }

    @Test
    void recordsFromTheStartToTheLedgerAreRead() throws Exception {
        String id = create();
        send("0", "1", "2", "3");

        read(ledger(id, 1, 3));

        // A poll may bring more; the fold leaves out what lies beyond the ledger.
        assertThat(read).extracting(LogRecord::offset).startsWith(1L, 2L);
        assertThat(read.get(0).value()).containsExactly('1');
    }

    @Test
    void whatWasNotCommittedIsNotThere() throws Exception {
        String id = create();
        try (var producer = producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "kept"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        read(ledger(id, 0, 4));

        assertThat(read).extracting(LogRecord::offset).containsExactly(0L);
    }

    @Test
    void replayedRecordSaysWhenItWasFirstWritten() throws Exception {
        String id = create();
        try (var producer = producer(Map.of())) {
            producer.send(record("5"));
            producer.send(record("five"));
        }

        read(ledger(id, 0, 2));

        assertThat(read.get(0).undatedTime()).isEqualTo(5);
        assertThat(read.get(1).undatedTime()).isEqualTo(read.get(1).timestamp());
    }

    @Test
    void ledgerBeyondTheEndIsNotProvable() throws Exception {
        String id = create();
        send("0");

        assertThatThrownBy(() -> read(ledger(id, 0, 2)))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("beyond the end of the log at 1");
    }

    @Test
    void logThatWasCutIsNotProvableBeforeItsBegin() throws Exception {
        String id = create();
        send("0", "1", "2");
        cutBefore(2);

        assertThatThrownBy(() -> read(ledger(id, 0, 3)))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("not provable before offset 2");
        read(ledger(id, 2, 3));
        assertThat(read).extracting(LogRecord::offset).containsExactly(2L);
        assertThat(gaps).isEmpty();
    }

    @Test
    void whatTheStoreSaysWasLostBeforeItWasFoldedIsAGap() throws Exception {
        String id = create();
        send("0", "1", "2");
        cutBefore(2);

        read(ledgerWithGap(id, 2));

        assertThat(gaps).containsExactly("0 up to 2");
        assertThat(read).extracting(LogRecord::offset).containsExactly(2L);
        for (long otherGap : new long[] {1, 3}) {
            assertThatThrownBy(() -> read(ledgerWithGap(id, otherGap)))
                    .isInstanceOf(NotProvableException.class)
                    .hasMessageContaining("not provable before offset 2");
        }
    }

    @Test
    void recordsBehindTheLedgerAreReadIfTheyAreWanted() throws Exception {
        String id = create();
        send("0", "1", "2");
        TopicLedger ledger = ledger(id, 0, 0);

        log.read(new LogSection(topic, ledger, ledger.starts(), 0, true), sink);

        assertThat(read).extracting(LogRecord::offset).containsExactly(0L, 1L, 2L);
    }

    @Test
    void otherTopicOfTheSameNameIsNotProvable() throws Exception {
        create();

        assertThatThrownBy(() -> read(ledger("other", 0, 0)))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("deleted and created again");
    }

    @Test
    void missingTopicIsNotProvable() {
        assertThatThrownBy(() -> read(ledger("id", 0, 0)))
                .isInstanceOf(NotProvableException.class)
                .hasMessageContaining("has no topic " + topic);
    }

    private void read(TopicLedger ledger) throws NotProvableException {
        log.read(
                new LogSection(topic, ledger, ledger.starts(), ledger.fates().getOrDefault(Fate.GAP, 0L), false), sink);
    }

    private static TopicLedger ledger(String id, long start, long end) {
        return new TopicLedger(id, Map.of(0, Position.at(end)), Map.of(0, start), Map.of(), Map.of());
    }

    private static TopicLedger ledgerWithGap(String id, long gap) {
        return new TopicLedger(id, Map.of(0, Position.at(3)), Map.of(0, 0L), Map.of(), Map.of(Fate.GAP, gap));
    }

    private void cutBefore(long offset) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private String create() throws Exception {
        try (Admin admin = admin()) {
            return admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .topicId(topic)
                    .get()
                    .toString();
        }
    }

    private void send(String... values) {
        try (var producer = producer(Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value));
            }
        }
    }

    private ProducerRecord<String, String> record(String originalTime) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, "value");
        record.headers().add("tidemark-timestamp", originalTime.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", SERVERS));
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", SERVERS);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }
}
