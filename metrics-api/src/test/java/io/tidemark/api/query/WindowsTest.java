package io.tidemark.api.query;

import static io.tidemark.metric.store.MetricDelta.UNGROUPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.api.FoldedLog;
import io.tidemark.api.query.WindowAnswer.Point;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.store.InMemoryMetricStore;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricReader;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WindowsTest {

    private static final Instant NOW = Instant.parse("2023-03-15T12:05:30Z");
    private static final long RUNNING = Instant.parse("2023-03-15T12:05:00Z").toEpochMilli();

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final InMemoryMetricStore store = new InMemoryMetricStore(clock);
    private final FoldedLog log = new FoldedLog(store)
            .define(
                    "{'name':'views','window':{'every':'minute','keep':'24h'}}",
                    "{'name':'hourly','window':{'every':'hour','keep':'40d'}}",
                    "{'name':'users','window':{'every':'minute','keep':'24h'},'aggregate':'distinct(userId)'}",
                    "{'name':'load','window':{'every':'minute','keep':'24h'},'aggregate':'avg(data.x)'}",
                    "{'name':'load_by','window':{'every':'minute','keep':'24h'},'aggregate':'max(data.x)','by':'data.g'}",
                    "{'name':'spread_by','window':{'every':'minute','keep':'24h'},'aggregate':'stddev(data.x)','by':['data.country','data.platform']}",
                    "{'name':'visitors','window':{'every':'minute','keep':'24h'},'aggregate':'distinct(data.u)','by':['data.country','data.platform']}",
                    "{'name':'latency','window':{'every':'minute','keep':'24h'},'aggregate':'quantiles(data.ms)'}",
                    "{'name':'sizes','window':{'every':'minute','keep':'24h'},'aggregate':'histogram(data.b,1,10)','by':'data.g'}",
                    "{'name':'by_page','window':{'every':'second','keep':'24h'},'by':'data.page'}")
            .reach(NOW.toEpochMilli());
    private final Windows windows = new Windows(store, new ActiveCatalog(store), clock);

    @Test
    void minutesAreThePanesThatOverlapThemTheRunningOneIncluded() {
        log.count("views", RUNNING, MetricDelta.UNGROUPED, 2);

        assertThat(starts("1")).containsExactly("2023-03-15T12:04:00Z", "2023-03-15T12:05:00Z");
        assertThat(starts("5")).hasSize(6).startsWith("2023-03-15T12:00:00Z").endsWith("2023-03-15T12:05:00Z");
    }

    @Test
    void stepMergesPanesIntoWholePoints() {
        log.count("views", at("2023-03-15T11:45:00Z"), MetricDelta.UNGROUPED, 2)
                .count("views", at("2023-03-15T11:59:00Z"), MetricDelta.UNGROUPED, 3)
                .count("views", at("2023-03-15T12:00:00Z"), MetricDelta.UNGROUPED, 4)
                .element("users", at("2023-03-15T12:00:00Z"), "u1")
                .element("users", at("2023-03-15T12:01:00Z"), "u1")
                .element("users", at("2023-03-15T12:02:00Z"), "u2");

        assertThat(points("views", "&minutes=10&step=15m"))
                .containsExactly("2023-03-15T11:45:00Z 5", "2023-03-15T12:00:00Z 4");
        assertThat(points("users", "&minutes=10&step=hour"))
                .containsExactly("2023-03-15T11:00:00Z 0", "2023-03-15T12:00:00Z 2");
        assertThat(single("users", "&minutes=10&step=hour").unit()).isEqualTo("hour");
        assertThat(single("users", "&minutes=10&step=hour").total().number()).hasToString("2");
    }

    @Test
    void daysAndTheirPartsAreThoseOfTheTimeZone() {
        log.count("hourly", at("2023-03-25T22:00:00Z"), MetricDelta.UNGROUPED, 1)
                .count("hourly", at("2023-03-25T23:00:00Z"), MetricDelta.UNGROUPED, 2)
                .count("hourly", at("2023-03-26T21:00:00Z"), MetricDelta.UNGROUPED, 4)
                .count("hourly", at("2023-03-26T22:00:00Z"), MetricDelta.UNGROUPED, 8);
        String span = "&from=2023-03-25T23:00:00Z&to=2023-03-26T23:00:00Z&timezone=Europe/Berlin";

        assertThat(points("hourly", span + "&step=day"))
                .containsExactly("2023-03-25T23:00:00Z 6", "2023-03-26T22:00:00Z 8");
        assertThat(points("hourly", span + "&step=12h")) // the first of the night in which clocks are put forward
                .containsExactly("2023-03-25T23:00:00Z 2", "2023-03-26T11:00:00Z 4", "2023-03-26T22:00:00Z 8");
        assertThat(points("hourly", span + "&step=week"))
                .containsExactly("2023-03-19T23:00:00Z 7", "2023-03-26T22:00:00Z 8");
        assertThat(points("hourly", span + "&step=month")).containsExactly("2023-02-28T23:00:00Z 15");
    }

    @Test
    void spanThatIsNamedAsAllowedIsAllowedWithItsWholePoints() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ask("views", "&minutes=100000&step=day"))
                .satisfies(e -> {
                    String most = String.valueOf(e.allowed()).substring("1 to ".length());
                    assertThat(ask("views", "&minutes=" + most + "&step=day")).isNotNull();
                });
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ask("views", "&minutes=1&step=month"))
                .satisfies(e -> assertThat(e.parameter()).isEqualTo("step"));
    }

    @Test
    void groupsOfFewerDimensionsAreMerged() {
        log.number("spread_by", RUNNING, "[\"DE\",\"iOS\"]", "1")
                .number("spread_by", RUNNING, "[\"DE\",\"web\"]", "3")
                .number("spread_by", RUNNING, "[\"FR\",\"web\"]", "7");

        assertThat(((WindowAnswer.Grouped) ask("spread_by", "&minutes=1&by=data.country")).groups())
                .extracting(group -> group.by() + " " + group.total().number())
                .containsExactly("{data.country=DE} 1", "{data.country=FR} 0");
        assertThat(((WindowAnswer.Grouped) ask("spread_by", "&minutes=1&by=data.platform,data.country")).groups())
                .extracting(group -> group.by().toString())
                .contains("{data.platform=iOS, data.country=DE}");
        assertThat(single("spread_by", "&minutes=1&by=").total().number()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "views&minutes=1&step=10s",
                "views&minutes=1&step=7m",
                "views&minutes=1&step=fortnight",
                "views&minutes=1&timezone=UTC",
                "views&minutes=1&step=hour&timezone=Mars",
                "hourly&minutes=60&step=day&timezone=Asia/Kolkata",
                "views&minutes=1&by=data.x",
                "spread_by&minutes=1&by=data.country,data.country",
                "spread_by&minutes=1&by=data.city"
            })
    void stepOrDimensionThatIsNoneIsRefused(String query) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ask(query.substring(0, query.indexOf('&')), query.substring(query.indexOf('&'))))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.BAD_PARAMETER));
    }

    @Test
    void totalOfDistinctElementsIsTheirUnion() {
        log.element("users", RUNNING - 60_000, "u1")
                .element("users", RUNNING, "u1")
                .element("users", RUNNING, "u2");

        WindowAnswer.Single answer =
                (WindowAnswer.Single) answer(Map.of("name", List.of("users"), "minutes", List.of("2")));

        assertThat(answer.points())
                .extracting(point -> String.valueOf(point.number()))
                .containsExactly("0", "1", "2");
        assertThat(answer.total().number()).hasToString("2");
    }

    @Test
    void aDayOfDistinctElementsIsAllowedAndMuchMoreIsNot() {
        assertThat(((WindowAnswer.Single) answer(Map.of("name", List.of("users"), "minutes", List.of("1440"))))
                        .points())
                .hasSize(1_441);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> answer(Map.of("name", List.of("users"), "minutes", List.of("1500"))))
                .satisfies(e -> assertThat(e.allowed()).isEqualTo("1 to 1499"));
    }

    @Test
    void distinctElementsAreReadForOneAtATimeAndWhoWaitsInVainIsToldSo() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Windows slow = new Windows(slowly(reading, read), new ActiveCatalog(store), clock);
        WindowQuery users = WindowQuery.of(Map.of("name", List.of("users"), "minutes", List.of("2")));
        CompletableFuture<WindowAnswer> first = CompletableFuture.supplyAsync(() -> slow.answer(users));
        reading.await();

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> slow.total(users))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.BUSY));
        assertThat(slow.answer(WindowQuery.of(Map.of("name", List.of("views"), "minutes", List.of("2")))))
                .isNotNull();

        read.countDown();
        assertThat(first.get()).isNotNull();
        assertThat(slow.total(users)).isNotNull();
    }

    @Test
    void turnIsGivenBackWhenTheStoreFails() {
        WindowQuery users = WindowQuery.of(Map.of("name", List.of("users"), "minutes", List.of("2")));
        Windows down = new Windows(
                beforeDistinct(() -> {
                    throw new StoreUnavailableException("away", new IllegalStateException());
                }),
                new ActiveCatalog(store),
                clock);

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> down.answer(users));
        }
    }

    private MetricReader slowly(CountDownLatch reading, CountDownLatch read) {
        return beforeDistinct(() -> {
            reading.countDown();
            read.await();
            return null;
        });
    }

    private MetricReader beforeDistinct(Callable<?> first) {
        return before(MetricDefinition::isDistinct, first);
    }

    /** The store, before whose answers of some windows something happens. */
    private MetricReader before(Predicate<MetricDefinition> windows, Callable<?> first) {
        return (MetricReader) Proxy.newProxyInstance(
                MetricReader.class.getClassLoader(),
                new Class<?>[] {MetricReader.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("window") && windows.test((MetricDefinition) arguments[0])) {
                        first.call();
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void paneWithoutEventsHasNoMeanAndAllPanesHaveThatOfAllEvents() {
        log.number("load", RUNNING - 60_000, UNGROUPED, "1").number("load", RUNNING - 60_000, UNGROUPED, "2");
        log.number("load", RUNNING, UNGROUPED, "6");

        WindowAnswer.Single answer =
                (WindowAnswer.Single) answer(Map.of("name", List.of("load"), "minutes", List.of("2")));

        assertThat(answer.points())
                .extracting(Point::number)
                .containsExactly(null, new BigDecimal("1.5"), new BigDecimal("6"));
        assertThat(answer.total().number()).isEqualTo(new BigDecimal("3"));
    }

    @Test
    void groupWithTheGreatestTotalComesFirst() {
        log.number("load_by", RUNNING, "a", "3").number("load_by", RUNNING - 60_000, "b", "7");

        WindowAnswer.Grouped answer =
                (WindowAnswer.Grouped) answer(Map.of("name", List.of("load_by"), "minutes", List.of("1")));

        assertThat(answer.groups())
                .extracting(group -> group.by().get("data.g"))
                .containsExactly("b", "a");
        assertThat(windows.total(WindowQuery.of(Map.of("name", List.of("load_by"), "minutes", List.of("1"))))
                        .total()
                        .number())
                .isEqualTo(new BigDecimal("7"));
    }

    @Test
    void groupOfSeveralDimensionsTellsEachByItsField() {
        log.number("spread_by", RUNNING, "[\"DE\",\"__none__\"]", "3");
        var asked = Map.of("name", List.of("spread_by"), "minutes", List.of("1"));

        assertThat(((WindowAnswer.Grouped) answer(asked)).groups())
                .extracting(WindowAnswer.Group::by)
                .containsExactly(Map.of("data.country", "DE", "data.platform", "__none__"));

        log.number("spread_by", RUNNING, "foreign", "3");
        assertThatExceptionOfType(StoreDamagedException.class)
                .isThrownBy(() -> answer(asked))
                .withMessageContaining("'spread_by' has a group that is none");
    }

    @Test
    void elementsThatSeveralGroupsHaveCountOnceInThoseMergedAndInTheTotal() {
        log.number("visitors", RUNNING, "[\"DE\",\"iOS\"]", "1")
                .number("visitors", RUNNING, "[\"DE\",\"web\"]", "1")
                .number("visitors", RUNNING, "[\"FR\",\"web\"]", "1")
                .number("visitors", RUNNING - 60_000, "[\"FR\",\"web\"]", "2");
        var asked = new HashMap<>(Map.of("name", List.of("visitors"), "minutes", List.of("1")));

        assertThat(windows.total(WindowQuery.of(asked)).total().number()).hasToString("2");
        assertThat(windows.total(WindowQuery.of(asked)).points())
                .extracting(Point::number)
                .extracting(String::valueOf)
                .containsExactly("1", "1");

        asked.put("by", List.of("data.country"));
        assertThat(((WindowAnswer.Grouped) answer(asked)).groups())
                .extracting(group -> group.by() + " " + group.total().number())
                .containsExactly("{data.country=FR} 2", "{data.country=DE} 1");
    }

    @Test
    void quantilesAreThoseAskedFor() {
        for (int i = 1; i <= 100; i++) {
            log.number("latency", RUNNING, UNGROUPED, Integer.toString(i));
        }
        var asked = Map.of("name", List.of("latency"), "minutes", List.of("1"), "q", List.of("0.50,1"));

        assertThat(JsonMapper.shared().writeValueAsString(answer(asked)))
                .isEqualTo("{\"name\":\"latency\",\"unit\":\"minute\",\"points\":["
                        + "{\"start\":\"2023-03-15T12:04:00Z\",\"values\":{\"0.5\":null,\"1\":null}},"
                        + "{\"start\":\"2023-03-15T12:05:00Z\",\"values\":{\"0.5\":49.903,\"1\":100.495}}],"
                        + "\"total\":{\"0.5\":49.903,\"1\":100.495}}");
    }

    @Test
    void histogramTellsHowManyAreInEachBucket() {
        log.number("sizes", RUNNING, "a", "1")
                .number("sizes", RUNNING, "a", "11")
                .number("sizes", RUNNING - 60_000, "a", "0");

        var asked = Map.of("name", List.of("sizes"), "minutes", List.of("1"));

        assertThat(JsonMapper.shared().writeValueAsString(answer(asked)))
                .isEqualTo("{\"name\":\"sizes\",\"unit\":\"minute\",\"groups\":[{\"by\":{\"data.g\":\"a\"},\"points\":["
                        + "{\"start\":\"2023-03-15T12:04:00Z\",\"values\":{\"1\":1,\"10\":0,\"inf\":0}},"
                        + "{\"start\":\"2023-03-15T12:05:00Z\",\"values\":{\"1\":1,\"10\":0,\"inf\":1}}],"
                        + "\"total\":{\"1\":2,\"10\":0,\"inf\":1}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.5,", "2", "-0.5", "1e-1", "p95", "0.5;0.9"})
    void shareThatIsNoneIsRefused(String q) {
        var asked = Map.of("name", List.of("latency"), "minutes", List.of("1"), "q", List.of(q));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> answer(asked))
                .satisfies(e -> assertThat(e.parameter()).isEqualTo("q"));
    }

    @Test
    void quantilesOfWhatHasNoneAndOneNumberOfWhatHasSeveralAreRefused() {
        var asked = Map.of("name", List.of("load"), "minutes", List.of("1"), "q", List.of("0.5"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> answer(asked))
                .satisfies(e -> assertThat(e.allowed()).isEqualTo("nothing: 'load' is avg(data.x)"));

        WindowQuery latency = WindowQuery.of(Map.of("name", List.of("latency"), "minutes", List.of("1")));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> windows.total(latency))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.WRONG_KIND));
    }

    @Test
    void endOfASpanIsNotPartOfIt() {
        WindowAnswer answer = answer(Map.of(
                "name", List.of("views"),
                "from", List.of("2023-03-15T12:00:30Z"),
                "to", List.of("2023-03-15T14:02:00+02:00")));

        assertThat(((WindowAnswer.Single) answer).points())
                .extracting(Point::start)
                .containsExactly(Instant.parse("2023-03-15T12:00:00Z"), Instant.parse("2023-03-15T12:01:00Z"));
    }

    @Test
    void mostPanesOfOneAnswerAreAllowedAndOneMoreIsNot() {
        assertThat(starts("9999")).hasSize(10_000);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> starts("10000"))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_MANY_POINTS))
                .satisfies(e -> assertThat(e.allowed()).isEqualTo("1 to 9999"));
    }

    @Test
    void manyNumbersOfAPointShortenTheSpanBeforeAnythingIsRead() {
        String bounds = IntStream.rangeClosed(1, 99).mapToObj(Integer::toString).collect(Collectors.joining(","));
        log.define("{'name':'fine','window':{'every':'minute','keep':'24h'},'aggregate':'histogram(data.b," + bounds
                + ")'}");
        Windows unread = new Windows(
                before(metric -> true, () -> {
                    throw new StoreUnavailableException("it was read", new IllegalStateException());
                }),
                new ActiveCatalog(store),
                clock);

        assertThat(((WindowAnswer.Single) answer(Map.of("name", List.of("fine"), "minutes", List.of("2499")))).points())
                .hasSize(2_500);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() ->
                        unread.answer(WindowQuery.of(Map.of("name", List.of("fine"), "minutes", List.of("2500")))))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_MANY_POINTS))
                .satisfies(e -> assertThat(e.allowed()).isEqualTo("1 to 2499"));
        assertThat(((WindowAnswer.Single) answer(
                                Map.of("name", List.of("fine"), "minutes", List.of("2500"), "step", List.of("5m"))))
                        .points())
                .hasSize(501);
    }

    @Test
    void manyGroupsShortenTheSpanThatIsAllowed() {
        log.apply(batch -> pages(batch, 1_000));

        var tooLong = Map.of("name", List.of("by_page"), "minutes", List.of("5"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> answer(tooLong))
                .satisfies(e -> assertThat(e.allowed()).isEqualTo("1 to 4"));
        WindowAnswer allowed = answer(Map.of("name", List.of("by_page"), "minutes", List.of("4")));
        assertThat(((WindowAnswer.Grouped) allowed).groups()).hasSize(1_000);
    }

    private void pages(PartitionBatch batch, int pages) {
        MetricDelta delta =
                batch.delta(store.catalog().catalog().find("by_page").orElseThrow());
        for (int page = 0; page < pages; page++) {
            ((LongCount) delta.cell(RUNNING, "/" + page)).increment();
            delta.countApplied();
        }
    }

    private List<String> starts(String minutes) {
        WindowAnswer answer = answer(Map.of("name", List.of("views"), "minutes", List.of(minutes)));
        return ((WindowAnswer.Single) answer)
                .points().stream().map(point -> point.start().toString()).toList();
    }

    private WindowAnswer answer(Map<String, List<String>> parameters) {
        return windows.answer(WindowQuery.of(parameters));
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    /** @param query as in a URL */
    private WindowAnswer ask(String name, String query) {
        Map<String, List<String>> given = new HashMap<>(Map.of("name", List.of(name)));
        for (String parameter : query.substring(1).split("&")) {
            int equals = parameter.indexOf('=');
            given.put(parameter.substring(0, equals), List.of(parameter.substring(equals + 1)));
        }
        return answer(given);
    }

    private WindowAnswer.Single single(String name, String query) {
        return (WindowAnswer.Single) ask(name, query);
    }

    private List<String> points(String name, String query) {
        return single(name, query).points().stream()
                .map(point -> point.start() + " " + point.number())
                .toList();
    }
}
