package io.tidemark.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tidemark.api.FoldedLog;
import io.tidemark.api.RunningApi;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.metric.LongCount;
import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.MetricWriter;
import io.tidemark.metric.store.PartitionBatch;
import io.tidemark.rpc.LeaderboardEntry;
import io.tidemark.rpc.MetricsException;
import io.tidemark.rpc.MetricsException.Code;
import io.tidemark.rpc.MetricsService;
import io.tidemark.rpc.WindowPoint;
import io.tidemark.rpc.WindowSeries;
import io.tidemark.testing.TestServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the service, over ZooKeeper, Redis and both protocols. */
class RpcTest {

    private static final int LONGEST_MEMBER = 1_024;
    private static final long ALL_TIME = MetricDelta.ALL_TIME;
    private static final Instant MINUTE = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private static final Map<String, Consumer> CONSUMERS = new HashMap<>();

    private static LocalRedis redis;
    private static LocalZooKeeper zooKeeper;
    private static RpcPorts ports;
    private static RunningApi api;

    @BeforeAll
    static void serve() {
        redis = TestServers.startRedis();
        zooKeeper = TestServers.startZooKeeper();
        ports = RpcPorts.free();
        api = RunningApi.on(redis.host(), redis.port(), ports.settings(zooKeeper.connectString()));
        await().atMost(Duration.ofSeconds(90))
                .until(() -> api.get("/actuator/health").body().contains("\"state\":\"registered\""));
        long minute = MINUTE.toEpochMilli();
        new FoldedLog(api.context().getBean(MetricWriter.class))
                .define(
                        "{'name':'by_platform','counter':{},'events':['user_login'],'by':'data.platform'}",
                        "{'name':'top_pages','leaderboard':{'by':'data.page'}}",
                        "{'name':'long_pages','leaderboard':{'by':'data.page'}}",
                        "{'name':'revenue','window':{'every':'minute','keep':'24h'},'aggregate':'sum(data.amount)'}",
                        "{'name':'by_country','window':{'every':'minute','keep':'24h'},'by':'data.country'}",
                        "{'name':'seconds','window':{'every':'second','keep':'5h'}}")
                .reach(Instant.now().toEpochMilli())
                .countType("user_login", 42)
                .count("by_platform", ALL_TIME, "web", 7)
                .count("by_platform", ALL_TIME, "iOS", 5)
                .count("top_pages", ALL_TIME, "/", 5)
                .count("top_pages", ALL_TIME, "/a", 3)
                .count("top_pages", ALL_TIME, "/b", 2)
                .add("revenue", minute - 60_000, MetricDelta.UNGROUPED, "10")
                .add("revenue", minute - 60_000, MetricDelta.UNGROUPED, "2.5")
                .count("by_country", minute - 60_000, "DE", 1)
                .count("by_country", minute - 60_000, "FR", 2)
                .count("by_country", minute - 120_000, "FR", 4)
                .apply(RpcTest::longestMembers);
        for (String protocol : List.of("tri", "dubbo")) {
            CONSUMERS.put(protocol, new Consumer(zooKeeper.connectString(), protocol));
        }
    }

    @AfterAll
    static void stop() {
        CONSUMERS.values().forEach(Consumer::close);
        api.close();
        zooKeeper.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void answersArriveWithTheirTypesAndValues(String protocol) {
        MetricsService metrics = metrics(protocol);

        long counter = metrics.getCounter("user_login");
        List<LeaderboardEntry> top = metrics.getTopN("top_pages", 2);
        WindowSeries window = metrics.getWindow("revenue", 3);

        assertThat(counter).isEqualTo(42);
        // A list may arrive with maps in it, which only a look at the elements tells.
        assertThat((List<?>) top).hasOnlyElementsOfType(LeaderboardEntry.class);
        assertThat(top)
                .containsExactly(
                        new LeaderboardEntry(1, "/", new BigDecimal(5)),
                        new LeaderboardEntry(2, "/a", new BigDecimal(3)));
        assertThat((List<?>) window.points()).hasOnlyElementsOfType(WindowPoint.class);
        assertThat(window.name()).isEqualTo("revenue");
        assertThat(window.unit()).isEqualTo("minute");
        assertThat(window.total()).isEqualTo(new BigDecimal("12.5"));
        assertThat(window.points()).contains(new WindowPoint(MINUTE.minusSeconds(60), new BigDecimal("12.5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void refusalsArriveAsWhatTheyAreWithTheTextsOfRest(String protocol) {
        MetricsService metrics = metrics(protocol);

        refused(() -> metrics.getCounter("nowhere"), Code.UNKNOWN_METRIC)
                .hasMessage("'nowhere' is neither a defined metric nor an event type that was seen");
        refused(() -> metrics.getCounter(null), Code.BAD_ARGUMENT).hasMessageStartingWith("name is missing; allowed: ");
        refused(() -> metrics.getCounter("__x"), Code.BAD_ARGUMENT).hasMessageStartingWith("name is '__x'; allowed: ");
        refused(() -> metrics.getTopN("user_login", 1), Code.WRONG_KIND)
                .hasMessageStartingWith("'user_login' is a counter");
        refused(() -> metrics.getWindow("seconds", 1_000), Code.TOO_MANY_POINTS)
                .hasMessageStartingWith("minutes is '1000'");
        for (int topN : new int[] {0, -1, 1_001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refused(() -> metrics.getTopN("top_pages", topN), Code.BAD_ARGUMENT)
                    .hasMessage("topN is '" + topN + "'; allowed: 1 to 1000")
                    .extracting(MetricsException::parameter, MetricsException::value, MetricsException::allowed)
                    .containsExactly("topN", Integer.toString(topN), "1 to 1000");
        }
        for (int minutes : new int[] {0, -1, Integer.MAX_VALUE}) {
            refused(() -> metrics.getWindow("revenue", minutes), Code.BAD_ARGUMENT)
                    .hasMessage("minutes is '" + minutes + "'; allowed: 1 to 100000000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void groupsAnswerTheirTotal(String protocol) {
        WindowSeries window = metrics(protocol).getWindow("by_country", 4);

        assertThat(metrics(protocol).getCounter("by_platform")).isEqualTo(12);
        assertThat(window.total()).isEqualTo(new BigDecimal(7));
        assertThat(window.points())
                .contains(
                        new WindowPoint(MINUTE.minusSeconds(120), new BigDecimal(4)),
                        new WindowPoint(MINUTE.minusSeconds(60), new BigDecimal(3)),
                        new WindowPoint(MINUTE.minusSeconds(180), BigDecimal.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void longestAnswerFits(String protocol) {
        WindowSeries window = metrics(protocol).getWindow("seconds", 166);

        assertThat(window.points()).hasSize(166 * 60 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void longestMembersFitAThousandTimes(String protocol) {
        List<LeaderboardEntry> top = metrics(protocol).getTopN("long_pages", 1_000);

        assertThat(top).hasSize(1_000).allMatch(entry -> entry.member().length() == LONGEST_MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tri", "dubbo"})
    void refusalShowsNoMoreOfALongNameThanItsBeginning(String protocol) {
        refused(() -> metrics(protocol).getCounter("x".repeat(50_000)), Code.BAD_ARGUMENT)
                .extracting(MetricsException::value)
                .isEqualTo("x".repeat(40) + "…");
    }

    @Test
    void whatIsOnNoAllowListIsNotMadeOfBytes() throws Exception {
        assertThat(RawCall.withAttachment(ports.classic(), "harmless")).doesNotContain("Exception");

        String listed = RawCall.withAttachment(ports.classic(), new Listed());
        String unlisted = RawCall.withAttachment(ports.classic(), new Contraband());

        assertThat(listed).doesNotContain("Exception");
        assertThat(Listed.MADE).hasValue(1);
        // Not refused, but read as a map of its fields.
        assertThat(unlisted).doesNotContain("Exception");
        assertThat(Contraband.MADE).hasValue(0);
    }

    @Test
    void nothingListensBeyondTheLoopbackAddress() throws Exception {
        assertThat(Listening.addresses(ports.triple())).containsExactly("127.0.0.1");
        assertThat(Listening.addresses(ports.classic())).containsExactly("127.0.0.1");
    }

    private static void longestMembers(PartitionBatch batch) {
        MetricDelta delta = batch.delta(batch.catalog().find("long_pages").orElseThrow());
        for (int i = 0; i < 1_000; i++) {
            ((LongCount) delta.cell(ALL_TIME, "%04d".formatted(i) + "\u9875".repeat(LONGEST_MEMBER - 4))).increment();
            delta.countApplied();
            batch.count(Fate.COUNTED);
        }
    }

    private static MetricsService metrics(String protocol) {
        return Objects.requireNonNull(CONSUMERS.get(protocol)).service();
    }

    private static AbstractThrowableAssert<?, MetricsException> refused(ThrowingCallable call, Code code) {
        MetricsException refusal = catchThrowableOfType(MetricsException.class, call);
        assertThat(refusal).isNotNull().extracting(MetricsException::code).isEqualTo(code);
        return assertThat(refusal);
    }
}
