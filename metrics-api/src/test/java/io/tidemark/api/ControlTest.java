package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.control.ZooKeeperCatalogs;
import io.tidemark.metric.control.ZooKeeperProcessors;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that change what is measured, without a processor that follows. */
class ControlTest {

    private static final String METRICS = "/api/v1/control/metrics";
    private static final String CATALOG = "/api/v1/control/catalog";
    private static final Supplier<MetricCatalog> NOTHING = () -> MetricCatalog.EMPTY;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static LocalRedis redis;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        redis = TestServers.startRedis();
        api = RunningApi.on(
                redis.host(),
                redis.port(),
                "--tidemark.rpc.enabled=false",
                "--tidemark.api.control.hosts=metrics.example.org",
                "--tidemark.zookeeper.connect-string="
                        + TestServers.zooKeeper("control-" + UUID.randomUUID()).connectString());
        new FoldedLog(api.context().getBean(MetricWriter.class)).countType("user_login", 3);
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
    }

    @Test
    void aMetricIsMadeShownReplacedAndDeleted() {
        HttpResponse<String> made =
                api.sendJson("POST", METRICS, "{'name':'top_repos','leaderboard':{'by':'data.repo.name'}}");
        String version = json(made).path("version").asString();
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue(METRICS + "/top_repos");
        assertThat(made.headers().firstValue("ETag")).hasValue("\"" + version + "\"");
        assertThat(made.body())
                .isEqualTo("{\"version\":" + version + ",\"inForce\":false,\"metric\":"
                        + "{\"name\":\"top_repos\",\"leaderboard\":{\"by\":\"data.repo.name\"}}}");

        assertThat(api.get(METRICS + "/top_repos").body()).isEqualTo(made.body());
        assertThat(names(api.get(METRICS))).contains("top_repos");

        HttpResponse<String> replaced = api.sendJson("PUT", METRICS + "/top_repos", "{'leaderboard':{'by':'userId'}}");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(json(replaced).path("metric").toString()).contains("\"by\":\"userId\"");
        assertThat(version(replaced)).isEqualTo(version(made) + 1);

        HttpResponse<String> deleted = api.send("DELETE", METRICS + "/top_repos");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(version(deleted)).isEqualTo(version(made) + 2);
        assertThat(api.get(METRICS + "/top_repos").statusCode()).isEqualTo(404);
        assertThat(names(api.get(METRICS))).doesNotContain("top_repos");
    }

    @Test
    void anAnswerSaysWhetherItsVersionIsInForce() {
        api.sendJson("POST", METRICS, "{'name':'followed','counter':{},'by':'userId'}");
        assertThat(json(api.get(METRICS)).path("inForce").asBoolean()).isFalse();

        MetricWriter store = api.context().getBean(MetricWriter.class);
        store.activate(store.catalog(), configured(), List.of(FoldedLog.TOPIC));

        assertThat(json(api.get(METRICS)).path("inForce").asBoolean()).isTrue();
        assertThat(json(api.get(METRICS + "/followed")).path("inForce").asBoolean())
                .isTrue();
    }

    @Test
    void anAnswerIsNeverTakenFromACache() {
        HttpResponse<String> made = api.sendJson("POST", METRICS, "{'name':'cached','counter':{},'by':'userId'}");
        String tag = made.headers().firstValue("ETag").orElseThrow();

        for (String path : List.of(METRICS, METRICS + "/cached", CATALOG)) {
            HttpResponse<String> again = api.send("GET", path, "If-None-Match", tag);

            assertThat(again.statusCode()).as(path).isEqualTo(200);
            assertThat(again.headers().firstValue("ETag")).hasValue(tag);
            assertThat(again.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(json(again).path("inForce").isBoolean()).isTrue();
        }
    }

    @Test
    void whatIsDefinedLikeThatAlreadyMakesNoVersion() {
        HttpResponse<String> made = api.sendJson("POST", METRICS, "{'name':'same','counter':{},'by':'userId'}");

        HttpResponse<String> again =
                api.sendJson("PUT", METRICS + "/same", "{'name':'same','counter':{},'by':['userId']}");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(version(again)).isEqualTo(version(made));
    }

    @Test
    void anEarlierVersionIsRestored() {
        int before = version(api.sendJson("POST", METRICS, "{'name':'wanted','counter':{},'by':'userId'}"));
        api.send("DELETE", METRICS + "/wanted");

        HttpResponse<String> restored = api.send("POST", CATALOG + "/" + before + "/restore");

        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(version(restored)).isEqualTo(before + 2);
        assertThat(api.get(METRICS + "/wanted").statusCode()).isEqualTo(200);
        JsonNode history = json(api.get(CATALOG + "?limit=3"));
        assertThat(history.path("versions").valueStream().map(v -> v.path("how").asString()))
                .containsExactly("restore of " + before, "api DELETE wanted", "api POST wanted");
        assertThat(history.path("versions").get(0).path("at").asString()).endsWith("Z");
        assertRefused(api.send("POST", CATALOG + "/999999/restore"), 404, "unknown-version");
        assertRefused(api.send("POST", CATALOG + "/x/restore"), 400, "bad-parameter");
    }

    @Test
    void aStaleETagChangesNothing() {
        HttpResponse<String> made = api.sendJson("POST", METRICS, "{'name':'guarded','counter':{},'by':'userId'}");
        String stale = made.headers().firstValue("ETag").orElseThrow();
        String body = "{'name':'guarded','counter':{},'by':'eventId'}";
        HttpResponse<String> changed = api.sendJson("PUT", METRICS + "/guarded", body, "If-Match", stale);
        assertThat(changed.statusCode()).isEqualTo(200);

        assertRefused(api.send("DELETE", METRICS + "/guarded", "If-Match", stale), 412, "stale-version");
        assertRefused(api.sendJson("PUT", METRICS + "/guarded", body, "If-Match", stale), 412, "stale-version");
        assertRefused(
                api.sendJson("POST", METRICS, "{'name':'other','counter':{}}", "If-Match", stale),
                412,
                "stale-version");
        assertRefused(
                api.send("POST", CATALOG + "/" + version(made) + "/restore", "If-Match", stale), 412, "stale-version");

        assertThat(version(api.get(METRICS))).isEqualTo(version(changed));
        assertThat(api.send("DELETE", METRICS + "/guarded", "If-Match", stale + ", \"" + version(changed) + "\"")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(api.send("DELETE", METRICS + "/guarded", "If-Match", "7"), 400, "bad-request");
    }

    @Test
    void manyAtATimeLoseNoChange() {
        List<CompletableFuture<HttpResponse<String>>> changes = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        api.sendJson("POST", METRICS, "{'name':'concurrent_" + i + "','counter':{},'by':'userId'}")))
                .toList();

        assertThat(changes)
                .allSatisfy(change -> assertThat(change.join().statusCode()).isEqualTo(201));
        assertThat(names(api.get(METRICS)))
                .contains(
                        IntStream.range(0, 12).mapToObj(i -> "concurrent_" + i).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("badDefinitions")
    void aBadDefinitionIsRefusedAndTheCatalogUntouched(String body, String message) {
        int before = version(api.get(METRICS));

        HttpResponse<String> refused = api.sendJson("POST", METRICS, body);

        assertRefused(refused, 400, "invalid-definition");
        assertThat(json(refused).path("detail").asString()).contains(message);
        assertThat(version(api.get(METRICS))).isEqualTo(before);
    }

    static List<Arguments> badDefinitions() {
        return List.of(
                arguments("", "one JSON object"),
                arguments("{", "one JSON object"),
                arguments("[]", "one JSON object"),
                arguments("7", "one JSON object"),
                arguments("null", "must be a JSON object"),
                arguments("{'name':'a','counter':{}} {}", "one JSON object"),
                arguments("{'name':'a','name':'b','counter':{}}", "Duplicate"),
                arguments("{'a':".repeat(2_000), "one JSON object"),
                arguments("{}", "a definition has no name"),
                arguments("{'name':null,'counter':{}}", "a definition has no name"),
                arguments("{'name':'a'}", "exactly one of counter, leaderboard and window"),
                arguments("{'name':'a','counter':{},'window':{}}", "exactly one of counter, leaderboard and window"),
                arguments("{'name':'a b','counter':{}}", "name is 'a b'; allowed are 1 to 64 of A-Z"),
                arguments("{'name':'" + "a".repeat(60_000) + "','counter':{}}", "allowed are 1 to 64 of A-Z"),
                arguments("{'name':'__a','counter':{}}", "no '__' at the start"),
                arguments("{'name':'counters','counter':{}}", "name is 'counters', which is reserved"),
                arguments("{'name':'a','counter':{},'colour':1}", "the unknown field 'colour'; allowed are ["),
                arguments("{'name':'a','counter':{'x':1}}", "the unknown field 'x'"),
                arguments("{'name':'a','counter':{},'events':['a b']}", "events has 'a b'; allowed are"),
                arguments("{'name':'a','counter':{},'by':'page'}", "field is 'page'; allowed are eventType, userId"),
                arguments("{'name':'a','counter':{},'by':{'x':1}}", "by must be a text"),
                arguments(
                        "{'name':'a','counter':{},'by':['data.a','data.b','data.c','data.d','data.e','data.f','data.g',"
                                + "'data.h','data.i','data.j']}",
                        "by has 10 fields; allowed are up to 4"),
                arguments("{'name':'a','counter':{},'where':'data.x >'}", "where"),
                arguments("{'name':'a','counter':{},'where':'nobody == 1'}", "where"),
                arguments("{'name':'a','counter':{},'where':'data.x + 1'}", "where"),
                arguments("{'name':'a','leaderboard':{}}", "leaderboard has no by"),
                arguments("{'name':'a','leaderboard':{'by':'userId','period':'year'}}", "'year'"),
                arguments("{'name':'a','window':{'every':'minute'}}", "window has no keep"),
                arguments("{'name':'a','window':{'every':'0s','keep':'1h'}}", "every is '0s'; allowed are"),
                arguments("{'name':'a','window':{'every':'-1m','keep':'1h'}}", "every is '-1m'; allowed are"),
                arguments("{'name':'a','window':{'every':'7s','keep':'1h'}}", "every is '7s'; allowed are"),
                arguments("{'name':'a','window':{'every':'1s','keep':'999999999d'}}", "keep is '999999999d'"),
                arguments("{'name':'a','window':{'every':'1s','keep':'" + "9".repeat(50_000) + "d'}}", "keep is '"),
                arguments(
                        "{'name':'a','window':{'every':'minute','keep':'1h'},'aggregate':'mode(data.x)'}",
                        "mode(data.x)"));
    }

    @Test
    void aNameIsTakenOnce() {
        api.sendJson("POST", METRICS, "{'name':'once','counter':{},'by':'userId'}");

        HttpResponse<String> again = api.sendJson("POST", METRICS, "{'name':'once','counter':{},'by':'userId'}");

        assertRefused(again, 409, "metric-exists");
        assertThat(json(again).path("value").asString()).isEqualTo("once");
    }

    @Test
    void aNameThatIsAnEventTypeSeenIsRefusedUnlessItMeansTheSame() {
        HttpResponse<String> refused = api.sendJson("POST", METRICS, "{'name':'user_login','counter':{}}");
        HttpResponse<String> same =
                api.sendJson("POST", METRICS, "{'name':'user_login','counter':{},'events':['user_login']}");

        assertRefused(refused, 409, "name-of-type");
        assertThat(json(refused).path("detail").asString()).contains("metric 'user_login' cannot be added");
        assertThat(same.statusCode()).isEqualTo(201);
        assertRefused(
                api.sendJson("PUT", METRICS + "/user_login", "{'counter':{},'by':'userId'}"), 409, "name-of-type");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertRefused(api.get(METRICS + "/nobody"), 404, "unknown-metric");
        assertRefused(api.get(METRICS + "/__bad%20name"), 404, "unknown-metric");
        assertRefused(api.send("DELETE", METRICS + "/nobody"), 404, "unknown-metric");
        assertRefused(api.sendJson("PUT", METRICS + "/nobody", "{'counter':{}}"), 404, "unknown-metric");
        assertRefused(api.get("/api/v1/control/nothing"), 404, "unknown-path");
    }

    @Test
    void aMetricIsNotRenamed() {
        api.sendJson("POST", METRICS, "{'name':'before','counter':{},'by':'userId'}");

        HttpResponse<String> renamed = api.sendJson("PUT", METRICS + "/before", "{'name':'after','counter':{}}");

        assertRefused(renamed, 400, "invalid-definition");
        assertThat(json(renamed).path("detail").asString()).contains("allowed is that of the path, 'before'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*"})
    void onlyJsonIsTaken(String type) {
        HttpResponse<String> refused = api.send(
                "POST", METRICS, BodyPublishers.ofString("{\"name\":\"typed\",\"counter\":{}}"), "Content-Type", type);

        assertThat(refused.statusCode()).isIn(400, 415);
        assertThat(api.get(METRICS + "/typed").statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyWithoutATypeIsRefused() {
        HttpResponse<String> refused =
                api.send("POST", METRICS, BodyPublishers.ofString("{\"name\":\"typed\",\"counter\":{}}"));

        assertRefused(refused, 415, "not-json");
        assertThat(json(refused).path("allowed").asString()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0", "-1\r\n{}\r\n0", "2\r\n{}xx0"})
    void aBodyWhoseChunksAreMalformedIsRefused(String chunks) throws IOException {
        String answer = api.raw("POST " + METRICS + " HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("urn:tidemark:problem:bad-request");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, a=b, 415",
        "text/plain, {}, 415",
        "text/plain, '', 415",
        "nonsense, {}, 415",
        ", {}, 415",
        "application/json, {}, 200",
        "application/json;charset=UTF-8, '', 200",
        ", '', 200",
    })
    void aRestoreTakesJsonOrNothing(@Nullable String type, String body, int status) {
        int version = version(
                api.sendJson("POST", METRICS, "{'name':'r" + UUID.randomUUID() + "','counter':{},'by':'userId'}"));
        String[] headers = type == null ? new String[0] : new String[] {"Content-Type", type};

        HttpResponse<String> answer = api.send(
                "POST",
                CATALOG + "/" + version + "/restore",
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                headers);

        if (status == 200) {
            assertThat(answer.statusCode()).isEqualTo(200);
        } else {
            assertRefused(answer, 415, "not-json");
        }
    }

    @Test
    void aLargeBodyIsRefused() {
        HttpResponse<String> refused =
                api.sendJson("POST", METRICS, "{'name':'large','counter':{},'by':'data." + "x".repeat(65_536) + "'}");

        assertRefused(refused, 413, "body-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 200",
        "localhost:PORT, 200",
        "LOCALHOST, 200",
        "[::1]:PORT, 200",
        "metrics.example.org, 200",
        "Metrics.Example.org:443, 200",
        "evil.example.org:PORT, 421",
        "127.0.0.1.evil.example.org:PORT, 421",
        "localhost.evil.example.org, 421",
        "10.0.0.1:PORT, 421",
    })
    void onlyKnownNamesOfTheServerAreAnswered(String host, int status) throws IOException {
        String answer = api.raw("GET " + METRICS + " HTTP/1.1\r\nConnection: close\r\nHost: "
                + host.replace("PORT", String.valueOf(api.port())));

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void readingMetricsIsNotAMatterOfTheName() throws IOException {
        String answer = api.raw("GET /api/v1/metrics/counters HTTP/1.1\r\nConnection: close\r\nHost: any.example.org");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.org", "null", "http://127.0.0.1", "https://localhost:1", ""})
    void pagesOfOtherSitesAreRefused(String origin) {
        HttpResponse<String> refused =
                api.sendJson("POST", METRICS, "{'name':'forged','counter':{}}", "Origin", origin);

        assertRefused(refused, 403, "foreign-origin");
        assertThat(refused.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(api.get(METRICS + "/forged").statusCode()).isEqualTo(404);
        assertThat(api.send("POST", CATALOG + "/1/restore", "Origin", origin).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatABrowserCallsCrossSiteChangesNothing() {
        String[] foreign = {"Sec-Fetch-Site", "cross-site"};

        assertRefused(api.sendJson("POST", METRICS, "{'name':'forged','counter':{}}", foreign), 403, "foreign-origin");
        assertRefused(api.send("POST", CATALOG + "/1/restore", foreign), 403, "foreign-origin");
        assertRefused(api.send("DELETE", METRICS + "/forged", foreign), 403, "foreign-origin");
        assertThat(api.send("GET", METRICS, foreign).statusCode()).isEqualTo(200);
        assertThat(api.send("POST", CATALOG + "/999999/restore", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfThisServerMayChangeSomething() {
        HttpResponse<String> made = api.sendJson(
                "POST",
                METRICS,
                "{'name':'own_page','counter':{},'by':'userId'}",
                "Origin",
                "http://127.0.0.1:" + api.port());

        assertThat(made.statusCode()).isEqualTo(201);
    }

    @Test
    void aBrowserThatAsksFirstIsNotEncouraged() {
        HttpResponse<String> preflight = api.send(
                "OPTIONS", METRICS, "Origin", "http://evil.example.org", "Access-Control-Request-Method", "POST");

        assertThat(preflight.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(preflight.headers().map()).doesNotContainKey("Access-Control-Allow-Methods");
        assertThat(preflight.statusCode()).isLessThan(500);
    }

    @Test
    void processorsThatRunAreListed() {
        ProcessorState processor = new ProcessorState(
                "id-1", "host-1", 7, List.of(new ProcessorState.Partition("events", 0, "running", 42, 3L)));
        new ZooKeeperProcessors(api.context().getBean(CuratorFramework.class)).put(processor);

        assertThat(api.get("/api/v1/control/processors").body())
                .isEqualTo("{\"processors\":[{\"id\":\"id-1\",\"host\":\"host-1\",\"catalogVersion\":7,\"partitions\":["
                        + "{\"topic\":\"events\",\"partition\":0,\"state\":\"running\",\"offset\":42,\"lag\":3}]}]}");
    }

    @Test
    void aCatalogOfTenThousandMetricsIsFull() {
        try (RunningApi full = onOwnNode()) {
            List<String> lines = new ArrayList<>();
            IntStream.range(0, 10_000).forEach(i -> lines.add("{\"name\":\"m" + i + "\",\"counter\":{}}"));
            new ZooKeeperCatalogs(full.context().getBean(CuratorFramework.class))
                    .take(
                            MetricCatalog.parse("{\"metrics\":[" + String.join(",", lines) + "]}"),
                            NOTHING,
                            Clock.systemUTC());

            HttpResponse<String> refused = full.sendJson("POST", METRICS, "{'name':'one_more','counter':{}}");

            assertRefused(refused, 409, "catalog-full");
            assertThat(json(refused).path("allowed").asString()).isEqualTo("up to 10000 metrics");
            assertThat(full.sendJson("PUT", METRICS + "/m1", "{'counter':{},'by':'userId'}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whileZooKeeperIsAwayNothingIsChangedAndNumbersGoOn() {
        LocalZooKeeper zooKeeper = TestServers.startZooKeeper();
        try (RunningApi own = on(zooKeeper.connectString())) {
            assertThat(own.sendJson("POST", METRICS, "{'name':'early','counter':{},'by':'userId'}")
                            .statusCode())
                    .isEqualTo(201);

            zooKeeper.close();
            await().atMost(SOON).until(() -> own.get(METRICS).statusCode() == 503);
            HttpResponse<String> refused = own.sendJson("POST", METRICS, "{'name':'late','counter':{},'by':'userId'}");
            assertRefused(refused, 503, "control-unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(own.get("/api/v1/control/processors").statusCode()).isEqualTo(503);
            assertThat(own.metrics("counter?name=user_login")).contains("\"value\":3");
            assertThat(own.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

            zooKeeper = LocalZooKeeper.start(zooKeeper.settings());
            await().atMost(SOON).until(() -> own.get(METRICS).statusCode() == 200);
            assertThat(names(own.get(METRICS))).contains("early");
        } finally {
            zooKeeper.close();
        }
    }

    @Test
    void whileTheStoreIsAwayNothingIsAddedAndTheCatalogIsShown() {
        LocalRedis away = TestServers.startRedis();
        away.close();
        try (RunningApi own = RunningApi.on(
                away.host(),
                away.port(),
                "--tidemark.rpc.enabled=false",
                "--tidemark.zookeeper.connect-string="
                        + TestServers.zooKeeper("own-" + UUID.randomUUID()).connectString())) {

            new ZooKeeperCatalogs(own.context().getBean(CuratorFramework.class))
                    .take(counter("early"), NOTHING, Clock.systemUTC());

            assertRefused(own.sendJson("POST", METRICS, "{'name':'late','counter':{}}"), 503, "store-unavailable");

            assertThat(own.get(METRICS).body())
                    .isEqualTo("{\"version\":1,\"inForce\":false,\"metrics\":[{\"name\":\"early\",\"counter\":{}}]}");
        }
    }

    @Test
    void aZooKeeperThatLostTheCatalogsTakesNothingOutOfForce() {
        try (LocalRedis ownRedis = TestServers.startRedis();
                RunningApi own = RunningApi.on(
                        ownRedis.host(),
                        ownRedis.port(),
                        "--tidemark.rpc.enabled=false",
                        "--tidemark.zookeeper.connect-string="
                                + TestServers.zooKeeper("lost-" + UUID.randomUUID())
                                        .connectString())) {
            MetricWriter store = own.context().getBean(MetricWriter.class);
            store.activate(store.catalog(), counter("kept"), List.of(FoldedLog.TOPIC));

            assertThat(names(own.get(METRICS))).containsExactly("kept");
            HttpResponse<String> made = own.sendJson("POST", METRICS, "{'name':'made','counter':{}}");

            assertThat(version(made)).isEqualTo(1);
            assertThat(names(own.get(METRICS))).containsExactly("kept", "made");
        }
    }

    @Test
    void whileAnotherMetricStandsInTheWayAChangeIsRefusedThatNamesIt() {
        try (RunningApi own = onOwnNode()) {
            ZooKeeperCatalogs catalogs = new ZooKeeperCatalogs(own.context().getBean(CuratorFramework.class));
            catalogs.take(counter("user_login"), NOTHING, Clock.systemUTC());

            HttpResponse<String> refused = own.sendJson("POST", METRICS, "{'name':'made','counter':{},'by':'userId'}");

            assertRefused(refused, 409, "catalog-blocked");
            assertThat(json(refused).path("detail").asString())
                    .contains("version 1 of the catalog")
                    .contains("its metric 'user_login' has the name of an event type");
            assertThat(json(refused).path("value").asString()).isEqualTo("user_login");
            assertThat(own.send("DELETE", METRICS + "/user_login").statusCode()).isEqualTo(200);
            assertThat(own.sendJson("POST", METRICS, "{'name':'made','counter':{},'by':'userId'}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private static RunningApi onOwnNode() {
        return on(TestServers.zooKeeper("own-" + UUID.randomUUID()).connectString());
    }

    private static RunningApi on(String zooKeeper) {
        return RunningApi.on(
                redis.host(),
                redis.port(),
                "--tidemark.rpc.enabled=false",
                "--tidemark.zookeeper.connect-string=" + zooKeeper);
    }

    private static MetricCatalog counter(String name) {
        return MetricCatalog.parse("{\"metrics\":[{\"name\":\"" + name + "\",\"counter\":{}}]}");
    }

    private static MetricCatalog configured() {
        return new ZooKeeperCatalogs(api.context().getBean(CuratorFramework.class))
                .newest()
                .catalog();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:tidemark:problem:" + problem);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("advice").asString()).isNotEmpty();
    }

    private static List<String> names(HttpResponse<String> answer) {
        return json(answer)
                .path("metrics")
                .valueStream()
                .map(metric -> metric.path("name").asString())
                .toList();
    }

    private static int version(HttpResponse<String> answer) {
        return json(answer).path("version").asInt();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
