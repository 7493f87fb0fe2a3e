package io.tidemark.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventSourceTest {

    private static final Instant END = Instant.parse("2023-03-15T12:00:00Z");
    private static final int COUNT = 20_000;

    @Test
    void sameSeedMakesTheSameRecords() {
        List<LoadEvent> first = all(new EventSource(1, END, COUNT));
        List<LoadEvent> again = all(new EventSource(1, END, COUNT));

        assertThat(again).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(again.get(i).value()).isEqualTo(first.get(i).value());
        }
    }

    @Test
    void totalsAreThoseOfTheEventsMade() {
        EventSource source = new EventSource(1, END, COUNT);
        Map<String, BigDecimal> types = new TreeMap<>();
        Map<String, BigDecimal> users = new TreeMap<>();
        BigDecimal revenue = BigDecimal.ZERO;
        int number = 0;

        for (LoadEvent record : all(source)) {
            if (record.number() != number) {
                continue; // poison, or one that came before
            }
            number++;
            JsonNode event = JsonMapper.shared().readTree(record.value());
            assertThat(event.path("eventId").asString()).isEqualTo("e" + record.number());
            types.merge(event.path("eventType").asString(), BigDecimal.ONE, BigDecimal::add);
            users.merge(event.path("userId").asString(), BigDecimal.ONE, BigDecimal::add);
            boolean late = event.path("timestamp").asLong() < END.toEpochMilli() - 24 * 3_600_000L;
            if (!late && event.path("data").has("amount")) {
                revenue = revenue.add(event.path("data").path("amount").decimalValue());
            }
        }

        assertThat(source.totals().types()).isEqualTo(types);
        assertThat(source.totals().users()).isEqualTo(users);
        assertThat(source.totals().revenue().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(revenue);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, COUNT})
    void someComeTwiceSoonEnoughToBeKnownAgain(int count) {
        EventSource source = new EventSource(1, END, count);
        int repeated = 0;

        while (source.made() < count) {
            int before = source.made();
            LoadEvent record = source.next();
            if (record.number() != LoadEvent.POISON && record.number() < before) {
                repeated++;
                // Half of the span of time is the horizon of deduplication.
                assertThat(before - record.number()).isLessThan(count / 2);
            }
        }

        assertThat(repeated).isBetween(count / 200, count / 50);
    }

    private static List<LoadEvent> all(EventSource source) {
        List<LoadEvent> records = new ArrayList<>();
        while (source.made() < COUNT) {
            records.add(source.next());
        }
        return records;
    }
}
