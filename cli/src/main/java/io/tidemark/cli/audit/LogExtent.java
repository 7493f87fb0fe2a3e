package io.tidemark.cli.audit;

import io.tidemark.cli.connection.TopicIds;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.TopicLedger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What there is to read of a section of the log.
 *
 * @param begins where to begin
 * @param ends   where to end
 */
record LogExtent(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

    private static final Comparator<TopicPartition> BY_NUMBER = Comparator.comparingInt(TopicPartition::partition);

    /**
     * Of a log that still is what was folded: the same topic, up to the ledger or beyond, from where it is wanted, or later
     * by just what the store says was lost before it was folded.
     *
     * @throws NotProvableException if it is not
     */
    static LogExtent of(LogSection section, String servers, KafkaConsumer<byte[], byte[]> consumer)
            throws NotProvableException {
        TopicLedger ledger = section.ledger();
        checkTopic(section.topic(), ledger, servers);
        List<TopicPartition> partitions = ledger.positions().keySet().stream()
                .map(partition -> new TopicPartition(section.topic(), partition))
                .toList();
        Map<TopicPartition, Long> logBegins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> logEnds = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = new TreeMap<>(BY_NUMBER);
        Map<TopicPartition, Long> ends = new TreeMap<>(BY_NUMBER);
        for (TopicPartition partition : partitions) {
            long folded = folded(ledger, partition);
            long logEnd = logEnds.getOrDefault(partition, 0L);
            check(ledger, partition, folded, logEnd);
            long from = section.from(partition.partition());
            begins.put(partition, Math.max(from, Math.min(folded, logBegins.getOrDefault(partition, 0L))));
            ends.put(partition, section.beyond() ? logEnd : folded);
        }
        checkBegins(section, begins, lostByNow(ledger, logBegins));
        return new LogExtent(begins, ends);
    }

    private static void checkTopic(String topic, TopicLedger ledger, String servers) throws NotProvableException {
        if (ledger.topicId() == null) {
            throw new NotProvableException(
                    "the store has accounting of the topic " + topic + " but no ledger: it is lost");
        }
        String id = TopicIds.of(List.of(topic), servers).get(topic);
        if (id == null) {
            throw new NotProvableException("Kafka at " + servers + " has no topic " + topic + ", whose log was folded");
        }
        if (!id.equals(ledger.topicId())) {
            throw new NotProvableException("the topic " + topic + " has the id " + id + ", the ledger is of "
                    + ledger.topicId() + ": the topic was deleted and created again");
        }
    }

    private static void check(TopicLedger ledger, TopicPartition partition, long folded, long logEnd)
            throws NotProvableException {
        if (!ledger.starts().containsKey(partition.partition())) {
            throw new NotProvableException("the store does not say where " + partition + " was begun");
        }
        if (folded > logEnd) {
            throw new NotProvableException("the ledger of " + partition + " stands at " + folded
                    + ", beyond the end of the log at " + logEnd + ": the log was truncated or replaced");
        }
    }

    /** The most that a fold of the log as it is now could have found lost. */
    private static long lostByNow(TopicLedger ledger, Map<TopicPartition, Long> logBegins) {
        long lost = 0;
        for (Map.Entry<TopicPartition, Long> begin : logBegins.entrySet()) {
            long start = ledger.starts().getOrDefault(begin.getKey().partition(), 0L);
            lost += Math.max(0, Math.min(folded(ledger, begin.getKey()), begin.getValue()) - start);
        }
        return lost;
    }

    private static void checkBegins(LogSection section, Map<TopicPartition, Long> begins, long lostByNow)
            throws NotProvableException {
        long lost = 0;
        for (Map.Entry<TopicPartition, Long> begin : begins.entrySet()) {
            lost += begin.getValue() - section.from(begin.getKey().partition());
        }
        if (lost == section.gap()) {
            return;
        }
        long storeGap = section.ledger().fates().getOrDefault(Fate.GAP, 0L);
        if (section.gap() > lost && section.isBehindABaseline() && storeGap <= lostByNow) {
            throw new NotProvableException("the store was folded anew since the baseline was saved, when the log of "
                    + section.topic() + " had lost " + storeGap + " offsets, and the baseline knows some of them:"
                    + " audit without --from and save another");
        }
        for (Map.Entry<TopicPartition, Long> begin : begins.entrySet()) {
            long from = section.from(begin.getKey().partition());
            if (begin.getValue() > from) {
                throw new NotProvableException("not provable before offset " + begin.getValue() + " of "
                        + begin.getKey() + ": the log no longer reaches back to " + from
                        + ", where it was begun or the baseline ends");
            }
        }
    }

    private static long folded(TopicLedger ledger, TopicPartition partition) {
        return ledger.positions()
                .getOrDefault(partition.partition(), Position.at(0))
                .offset();
    }
}
