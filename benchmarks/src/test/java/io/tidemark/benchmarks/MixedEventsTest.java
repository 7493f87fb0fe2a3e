package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.Event;
import io.tidemark.event.EventCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MixedEventsTest {

    private static final Instant END = Instant.parse("2026-03-15T12:00:00Z");
    private static final int COUNT = 50_000;

    @Test
    void sameSeedGivesSameEvents() {
        assertThat(all(7)).isEqualTo(all(7)).isNotEqualTo(all(8));
    }

    @Test
    void eventIsAsLongAsTheGoalsSuppose() {
        double average = all(1).stream()
                .mapToInt(event -> event.json().length())
                .average()
                .orElseThrow();

        assertThat(average).isBetween(250.0, 256.0);
    }

    @Test
    void typesHaveTheirShares() {
        Map<String, Long> types =
                all(1).stream().collect(Collectors.groupingBy(MixedEvent::type, Collectors.counting()));

        assertThat(types).containsOnlyKeys("page_view", "request", "search", "login", "purchase");
        assertThat(types.get("page_view")).isBetween(COUNT * 49L / 100, COUNT * 51L / 100);
        assertThat(types.get("purchase")).isBetween(COUNT * 4L / 100, COUNT * 6L / 100);
    }

    @Test
    void jsonSaysWhatTheEventSays() {
        EventCodec codec = new EventCodec();

        for (MixedEvent event : all(1)) {
            Event decoded = codec.decode(event.json().getBytes(StandardCharsets.UTF_8));
            assertThat(decoded.eventType()).isEqualTo(event.type());
            assertThat(decoded.userId()).isEqualTo(event.userId());
            assertThat(decoded.timestamp()).isEqualTo(Instant.ofEpochMilli(event.timestamp()));
            assertThat(decoded.data().get("page")).isEqualTo(event.page());
            assertThat(amount(decoded)).isEqualByComparingTo(event.amount() == null ? BigDecimal.ZERO : event.amount());
        }
    }

    @Test
    void idsAreDifferentAndOfVersion7() {
        EventCodec codec = new EventCodec();
        Set<String> ids = new HashSet<>();

        for (MixedEvent event : all(1)) {
            ids.add(codec.decode(event.json().getBytes(StandardCharsets.UTF_8)).eventId());
        }

        assertThat(ids).hasSize(COUNT).allMatch(id -> id.length() == 36 && id.charAt(14) == '7');
    }

    @Test
    void eventsRunThroughTheLastHourInRoughOrder() {
        MixedEvents events = new MixedEvents(1, END, COUNT);
        long reached = 0;

        while (events.hasNext()) {
            long time = events.next().timestamp();
            assertThat(time)
                    .isBetween(events.first().toEpochMilli(), events.last().toEpochMilli())
                    .isGreaterThan(reached - 3_000);
            reached = Math.max(reached, time);
        }

        assertThat(reached).isGreaterThan(END.toEpochMilli() - 60_000);
        assertThat(events.first()).isAfter(END.minusSeconds(3_700));
    }

    @Test
    void everyPageIsVisitedAndTheFirstMost() {
        MixedEvents events = new MixedEvents(1, END, 300_000);
        Totals totals = new Totals();

        while (events.hasNext()) {
            totals.add(events.next());
        }

        List<BigDecimal> pages = totals.values().entrySet().stream()
                .filter(value -> value.getKey().startsWith("top_pages "))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(pages).hasSize(MixedEvents.PAGES);
        assertThat(totals.values().get(Totals.page("/products/category-0/item-0")))
                .isEqualByComparingTo(pages.stream().reduce(BigDecimal.ZERO, BigDecimal::max));
    }

    private static List<MixedEvent> all(long seed) {
        MixedEvents events = new MixedEvents(seed, END, COUNT);
        List<MixedEvent> all = new ArrayList<>();
        while (events.hasNext()) {
            all.add(events.next());
        }
        return all;
    }

    private static BigDecimal amount(Event event) {
        Object amount = event.data().get("amount");
        return amount == null ? BigDecimal.ZERO : new BigDecimal(amount.toString());
    }
}
