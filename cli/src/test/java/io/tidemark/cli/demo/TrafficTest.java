package io.tidemark.cli.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.event.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final Instant WEDNESDAY_TEN = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void sameSeedGivesTheSameEvents() {
        Duration tenMinutes = Duration.ofMinutes(10);

        assertThat(events(1, WEDNESDAY_TEN, tenMinutes)).isEqualTo(events(1, WEDNESDAY_TEN, tenMinutes));
        assertThat(events(1, WEDNESDAY_TEN, tenMinutes)).isNotEqualTo(events(2, WEDNESDAY_TEN, tenMinutes));
    }

    @Test
    void howOftenItIsAskedChangesNothing() {
        Instant end = WEDNESDAY_TEN.plusSeconds(60);
        Traffic traffic = new Traffic(1, WEDNESDAY_TEN, ZoneOffset.UTC);
        List<Event> inSmallSteps = new ArrayList<>();

        for (Instant to = WEDNESDAY_TEN; !to.isAfter(end); to = to.plusMillis(50)) {
            traffic.advance(to, inSmallSteps::add);
        }

        assertThat(inSmallSteps).isEqualTo(events(1, WEDNESDAY_TEN, Duration.ofSeconds(60)));
    }

    @Test
    void eventsComeInTheOrderOfTimeWithinWhatWasAskedFor() {
        List<Event> events = events(3, WEDNESDAY_TEN, Duration.ofMinutes(5));

        assertThat(events).extracting(Event::timestamp).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(events)
                .allSatisfy(event -> assertThat(event.timestamp())
                        .isBetween(WEDNESDAY_TEN, WEDNESDAY_TEN.plus(Duration.ofMinutes(5))));
    }

    @Test
    void ratesAndSharesAreThoseOfAShop() {
        List<Event> hour = events(4, WEDNESDAY_TEN, HOUR);
        double all = hour.size();
        Map<String, Long> types = hour.stream().collect(groupingBy(Event::eventType, counting()));

        assertThat(all / HOUR.toSeconds()).isBetween(65.0, 115.0);
        assertThat(types.keySet())
                .containsExactlyInAnyOrder("user_login", "page_view", "search", "purchase", "request", "error");
        assertThat(count(types, "user_login") / all).isCloseTo(0.055, within(0.01));
        assertThat(count(types, "page_view") / all).isCloseTo(0.33, within(0.03));
        assertThat(count(types, "search") / all).isCloseTo(0.055, within(0.01));
        assertThat(count(types, "purchase") / all).isCloseTo(0.007, within(0.003));
        assertThat(count(types, "request") / all).isCloseTo(0.55, within(0.04));
        assertThat(count(types, "error") / all).isBetween(0.0005, 0.01);
    }

    @Test
    void nightIsQuietAndAfternoonIsBusyByTheWallClock() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Instant night = Instant.parse("2026-03-04T04:00:00+09:00");
        Instant afternoon = Instant.parse("2026-03-04T16:00:00+09:00");

        double ratio = (double) events(5, afternoon, HOUR, tokyo).size()
                / events(5, night, HOUR, tokyo).size();

        assertThat(ratio).isBetween(3.0, 5.5);
    }

    @Test
    void weekendIsQuieter() {
        int wednesday = events(6, WEDNESDAY_TEN, HOUR).size();
        int saturday = events(6, WEDNESDAY_TEN.plus(Duration.ofDays(3)), HOUR).size();

        assertThat((double) saturday / wednesday).isBetween(0.5, 0.9);
    }

    @Test
    void fewPagesAndUsersHaveMuchOfTheTraffic() {
        List<Event> views = only("page_view", events(7, WEDNESDAY_TEN, HOUR));
        List<Long> pages = counts(views.stream()
                .collect(groupingBy(view -> Objects.requireNonNull(view.data().get("page")), counting())));
        List<Long> users =
                counts(views.stream().collect(groupingBy(view -> Objects.requireNonNull(view.userId()), counting())));

        assertThat(pages).hasSizeBetween(40, 60);
        assertThat((double) sum(pages.subList(0, 5)) / views.size()).isBetween(0.35, 0.65);
        assertThat(users).hasSizeGreaterThan(3_000);
        assertThat((double) sum(users.subList(0, users.size() / 10)) / views.size())
                .isGreaterThan(0.3);
    }

    @Test
    void whoBuysHasSignedInBefore() {
        Set<String> signedIn = new HashSet<>();
        int known = 0;
        int purchases = 0;

        for (Event event : events(8, WEDNESDAY_TEN, HOUR)) {
            if (event.eventType().equals("user_login")) {
                signedIn.add(Objects.requireNonNull(event.userId()));
            } else if (event.eventType().equals("purchase")) {
                purchases++;
                known += signedIn.contains(Objects.requireNonNull(event.userId())) ? 1 : 0;
            }
        }

        // Some of the first ones signed in before the hour began.
        assertThat(known).isGreaterThan((int) (purchases * 0.95));
    }

    @Test
    void purchasesHaveAnAmountOfMoneyACountryAndAProduct() {
        List<Event> purchases = only("purchase", events(9, WEDNESDAY_TEN, HOUR));

        assertThat(purchases).isNotEmpty().allSatisfy(purchase -> {
            assertThat((BigDecimal) purchase.data().get("amount"))
                    .isPositive()
                    .satisfies(amount -> assertThat(amount.scale()).isEqualTo(2));
            assertThat(purchase.data()).containsKeys("country", "product");
        });
    }

    @Test
    void latenciesHaveATailPerService() {
        List<Double> web = only("request", events(10, WEDNESDAY_TEN, HOUR)).stream()
                .filter(request -> "web".equals(request.data().get("service")))
                .map(request -> ((Number) Objects.requireNonNull(request.data().get("ms"))).doubleValue())
                .sorted()
                .toList();

        double median = web.get(web.size() / 2);

        assertThat(median).isBetween(30.0, 60.0);
        assertThat(web.get((int) (web.size() * 0.99))).isGreaterThan(3 * median);
        assertThat(web.get(web.size() - 1)).isBetween(10 * median, 30_000.0);
    }

    private static List<Event> only(String type, List<Event> events) {
        return events.stream().filter(event -> event.eventType().equals(type)).toList();
    }

    private static List<Long> counts(Map<?, Long> byName) {
        return byName.values().stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static double count(Map<String, Long> types, String type) {
        return types.getOrDefault(type, 0L);
    }

    private static List<Event> events(long seed, Instant start, Duration length) {
        return events(seed, start, length, ZoneOffset.UTC);
    }

    private static List<Event> events(long seed, Instant start, Duration length, ZoneId zone) {
        List<Event> events = new ArrayList<>();
        new Traffic(seed, start, zone).advance(start.plus(length), events::add);
        return events;
    }
}
