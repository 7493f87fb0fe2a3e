package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsApiTest {

    private static final long ALL_TIME = MetricDelta.ALL_TIME;
    private static final String UNGROUPED = MetricDelta.UNGROUPED;
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private static final Instant HOUR_AGO =
            Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);

    private static LocalRedis redis;
    private static RunningApi api;

    @BeforeAll
    static void fold() {
        redis = TestServers.startRedis();
        api = RunningApi.on(redis.host(), redis.port());
        long minute = HOUR_AGO.toEpochMilli();
        new FoldedLog(api.context().getBean(MetricWriter.class))
                .define(
                        "{'name':'logins_by_platform','counter':{},'events':['user_login'],'by':'data.platform'}",
                        "{'name':'errors','counter':{},'events':['error_a','error_b']}",
                        "{'name':'top_pages','leaderboard':{'by':'data.page'}}",
                        "{'name':'daily_users','leaderboard':{'by':'userId','period':'day'}}",
                        "{'name':'hourly_users','leaderboard':{'by':'userId','period':'hour'}}",
                        "{'name':'revenue','window':{'every':'minute','keep':'24h'},'aggregate':'sum(data.amount)'}",
                        "{'name':'by_country','window':{'every':'minute','keep':'24h'},'by':'data.country'}",
                        "{'name':'unseen','window':{'every':'10s','keep':'1h'}}")
                .reach(Instant.now().toEpochMilli())
                .countType("user_login", 42)
                .count("logins_by_platform", ALL_TIME, "web", 7)
                .count("logins_by_platform", ALL_TIME, "iOS", 7)
                .count("logins_by_platform", ALL_TIME, "__none__", 9)
                .count("top_pages", ALL_TIME, "/", 5)
                .count("top_pages", ALL_TIME, "/a", 3)
                .count("top_pages", ALL_TIME, "/b", 2)
                .count("top_pages", ALL_TIME, "/c", 1)
                .count("daily_users", TODAY.toEpochMilli(), "ann", 3)
                .count("daily_users", TODAY.minus(1, ChronoUnit.DAYS).toEpochMilli(), "bob", 2)
                .add("revenue", minute, UNGROUPED, "10")
                .add("revenue", minute, UNGROUPED, "2.50")
                .add("revenue", minute + 120_000, UNGROUPED, "0.000000001")
                .count("by_country", minute, "DE", 1)
                .count("by_country", minute + 60_000, "FR", 2)
                .apply(batch -> {
                    batch.count(Fate.REJECTED);
                    batch.count(Fate.DUPLICATE);
                });
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
    }

    @Test
    void counterIsShownAsANumber() {
        assertThat(api.metrics("counter?name=user_login")).isEqualTo("{\"name\":\"user_login\",\"value\":42}");
    }

    @Test
    void groupsAreSortedByValueThenName() {
        assertThat(api.metrics("counter?name=logins_by_platform"))
                .isEqualTo("{\"name\":\"logins_by_platform\",\"groups\":["
                        + "{\"by\":{\"data.platform\":\"__none__\"},\"value\":9},"
                        + "{\"by\":{\"data.platform\":\"iOS\"},\"value\":7},"
                        + "{\"by\":{\"data.platform\":\"web\"},\"value\":7}]}");
    }

    @Test
    void whatIsDefinedButNotSeenIsZeroOrEmpty() {
        assertThat(api.metrics("counter?name=errors")).isEqualTo("{\"name\":\"errors\",\"value\":0}");
        assertThat(api.metrics("leaderboard?name=hourly_users"))
                .isEqualTo("{\"name\":\"hourly_users\",\"entries\":[]}");
        assertThat(api.metrics("window?name=unseen&minutes=1"))
                .startsWith("{\"name\":\"unseen\",\"unit\":\"10s\",\"points\":[{\"start\":\"")
                .contains("Z\",\"value\":0},")
                .endsWith("],\"total\":0}");
    }

    @Test
    void countersHoldTypesAndDefinitionsByName() {
        assertThat(api.metrics("counters"))
                .startsWith(
                        "{\"counters\":[{\"name\":\"errors\",\"value\":0},{\"name\":\"logins_by_platform\",\"groups\":[")
                .endsWith("]},{\"name\":\"user_login\",\"value\":42}]}");
    }

    @Test
    void leaderboardGivesTheFirstPlaces() {
        assertThat(api.metrics("leaderboard?name=top_pages&topN=2"))
                .isEqualTo("{\"name\":\"top_pages\",\"entries\":[{\"rank\":1,\"member\":\"/\",\"score\":5},"
                        + "{\"rank\":2,\"member\":\"/a\",\"score\":3}]}");
    }

    @Test
    void leaderboardGivesTheNeighboursOfAMember() {
        assertThat(api.metrics("leaderboard?name=top_pages&topN=2&around=%2Fb"))
                .isEqualTo("{\"name\":\"top_pages\",\"entries\":[{\"rank\":2,\"member\":\"/a\",\"score\":3},"
                        + "{\"rank\":3,\"member\":\"/b\",\"score\":2}]}");
        assertThat(api.metrics("leaderboard?name=top_pages&around=nobody")).endsWith("\"entries\":[]}");
    }

    @Test
    void leaderboardOfAPeriodGivesThatPeriod() {
        String yesterday =
                TODAY.minus(1, ChronoUnit.DAYS).toString().substring(0, 10).replace("-", "");

        assertThat(api.metrics("leaderboard?name=daily_users"))
                .contains("\"member\":\"ann\"")
                .doesNotContain("bob");
        assertThat(api.metrics("leaderboard?name=daily_users&period=" + yesterday))
                .isEqualTo("{\"name\":\"daily_users\",\"entries\":[{\"rank\":1,\"member\":\"bob\",\"score\":2}]}");
    }

    @Test
    void windowFillsGapsAndTotalsExactly() {
        String span = "&from=" + HOUR_AGO + "&to=" + HOUR_AGO.plusSeconds(180);

        assertThat(api.metrics("window?name=revenue" + span))
                .isEqualTo("{\"name\":\"revenue\",\"unit\":\"minute\",\"points\":["
                        + "{\"start\":\"" + HOUR_AGO + "\",\"value\":12.5},"
                        + "{\"start\":\"" + HOUR_AGO.plusSeconds(60) + "\",\"value\":0},"
                        + "{\"start\":\"" + HOUR_AGO.plusSeconds(120) + "\",\"value\":0.000000001}],"
                        + "\"total\":12.500000001}");
    }

    @Test
    void groupedWindowGivesEveryGroupAllPoints() {
        String span = "&from=" + HOUR_AGO + "&to=" + HOUR_AGO.plusSeconds(61);

        assertThat(api.metrics("window?name=by_country" + span))
                .isEqualTo("{\"name\":\"by_country\",\"unit\":\"minute\",\"groups\":["
                        + "{\"by\":{\"data.country\":\"FR\"},\"points\":["
                        + "{\"start\":\"" + HOUR_AGO + "\",\"value\":0},"
                        + "{\"start\":\"" + HOUR_AGO.plusSeconds(60) + "\",\"value\":2}],\"total\":2},"
                        + "{\"by\":{\"data.country\":\"DE\"},\"points\":["
                        + "{\"start\":\"" + HOUR_AGO + "\",\"value\":1},"
                        + "{\"start\":\"" + HOUR_AGO.plusSeconds(60) + "\",\"value\":0}],\"total\":1}]}");
    }

    @Test
    void accountingBalances() {
        assertThat(api.metrics("accounting"))
                .startsWith("{\"topics\":[{\"topic\":\"raw-events-topic\",\"id\":\"id-of-the-topic\",\"partitions\":["
                        + "{\"partition\":0,\"start\":0,\"ledger\":89,\"progress\":\"")
                .contains("\"offsets\":89,\"fates\":{\"counted\":87,\"duplicate\":1,\"empty\":0,\"filtered\":0,"
                        + "\"gap\":0,\"rejected\":1},\"broken\":null}")
                .contains(
                        "{\"name\":\"revenue\",\"matched\":3,\"applied\":3,\"late\":0,\"unusable\":0,\"broken\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counter                                              | name    | ",
                "counter?name=a%20b                                   | name    | a b",
                "counter?name=__x                                     | name    | __x",
                "counter?name=user_login&by=x                         | by      | x",
                "counter?name=a&name=b                                | name    | a, b",
                "counter?name=%7B%7C%7D                               | name    | '{|}'",
                "counters?name=x                                      | name    | x",
                "accounting?topic=x                                   | topic   | x",
                "leaderboard?name=top_pages&topN=0                    | topN    | 0",
                "leaderboard?name=top_pages&topN=1001                 | topN    | 1001",
                "leaderboard?name=top_pages&topN=ten                  | topN    | ten",
                "leaderboard?name=top_pages&period=20230315           | period  | 20230315",
                "leaderboard?name=daily_users&period=20230230         | period  | 20230230",
                "leaderboard?name=daily_users&period=2023031512       | period  | 2023031512",
                "leaderboard?name=hourly_users&period=20230315        | period  | 20230315",
                "leaderboard?name=hourly_users&period=2023031524      | period  | 2023031524",
                "window?name=revenue                                  | minutes | ",
                "window?name=revenue&minutes=0                        | minutes | 0",
                "window?name=revenue&minutes=-5                       | minutes | -5",
                "window?name=revenue&minutes=10000                    | minutes | 10000",
                "window?name=revenue&minutes=5&step=7m                | step    | 7m",
                "window?name=revenue&minutes=5&timezone=CET           | timezone | CET",
                "window?name=revenue&minutes=5&from=2023-03-15T00:00:00Z                    | minutes | 5",
                "window?name=revenue&from=2023-03-15T00:00:00Z                              | to      | ",
                "window?name=revenue&from=2023-03-15&to=2023-03-16T00:00:00Z                | from    | 2023-03-15",
                "window?name=revenue&from=2023-03-16T00:00:00Z&to=2023-03-16T00:00:00Z      | to      | 2023-03-16T00:00:00Z",
                "window?name=revenue&from=2023-03-15T00:00:00Z&to=2023-04-15T00:00:00Z      | to      | 2023-04-15T00:00:00Z",
            })
    void badParameterIsNamedWithItsValueAndWhatIsAllowed(String query, String parameter, String value) {
        HttpResponse<String> response = api.send("GET", "/api/v1/metrics/" + query);

        assertProblem(response, 400);
        assertThat(response.body())
                .contains("\"parameter\":\"" + parameter + "\"")
                .contains("\"allowed\":\"");
        if (value != null) {
            assertThat(response.body()).contains("\"value\":\"" + value + "\"");
        }
    }

    @Test
    void queryThatCannotBeDecodedIsAProblem() throws IOException {
        String answer = api.raw("GET /api/v1/metrics/counter?name=%zz HTTP/1.0");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"parameter\":\"query\",\"value\":\"name=%zz\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"counter?name=nobody", "leaderboard?name=nobody", "window?name=nobody&minutes=5"})
    void nameThatIsNeitherDefinedNorSeenIsNotFound(String query) {
        HttpResponse<String> response = api.get("/api/v1/metrics/" + query);

        assertProblem(response, 404);
        assertThat(response.body()).contains("\"parameter\":\"name\",\"value\":\"nobody\"");
    }

    @ParameterizedTest
    @CsvSource({
        "counter?name=revenue,                   window?name=revenue",
        "counter?name=top_pages,                 leaderboard?name=top_pages",
        "leaderboard?name=user_login,            counter?name=user_login",
        "window?name=logins_by_platform&minutes=5, counter?name=logins_by_platform",
    })
    void wrongKindIsSentToTheRightEndpoint(String query, String right) {
        HttpResponse<String> response = api.get("/api/v1/metrics/" + query);

        assertProblem(response, 400);
        assertThat(response.body()).contains("\"allowed\":\"GET /api/v1/metrics/" + right + "\"");
    }

    @Test
    void unknownPathIsAProblem() {
        assertProblem(api.get("/api/v1/metrics/nothing"), 404);
        assertProblem(api.get("/api%2Fv1"), 400);
    }

    @Test
    void wrongMethodIsAProblemThatNamesTheRightOne() {
        HttpResponse<String> response = api.send("POST", "/api/v1/metrics/counters");

        assertProblem(response, 405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void methodsThatOnlyTheServerKnowsAreNotSaidToBeAllowed() throws IOException {
        String path = " /api/v1/metrics/counters HTTP/1.1\r\nHost: x\r\nConnection: close";

        assertThat(api.raw("TRACE" + path)).startsWith("HTTP/1.1 405").contains("Allow: GET,HEAD,OPTIONS\r\n");
        assertThat(api.raw("OPTIONS" + path + "\r\nOrigin: http://other\r\nAccess-Control-Request-Method: GET"))
                .contains("Allow: GET,HEAD,OPTIONS\r\n")
                .doesNotContain("Access-Control-Allow");
    }

    @Test
    void representationThatIsNotThereIsAProblem() {
        assertProblem(api.send("GET", "/api/v1/metrics/counters", "Accept", "text/html"), 406);
    }

    @Test
    void prometheusIsServedAndNothingElseOfTheActuator() {
        assertThat(api.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes", "http_server_requests");
        assertProblem(api.get("/actuator"), 404);
        assertProblem(api.get("/actuator/env"), 404);
        assertProblem(api.get("/actuator/heapdump"), 404);
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body())
                .contains("\"status\":" + status, "\"type\":\"urn:tidemark:problem:", "\"title\":\"", "\"advice\":\"");
    }
}
