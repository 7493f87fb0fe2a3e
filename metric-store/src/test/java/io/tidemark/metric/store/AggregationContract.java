package io.tidemark.metric.store;

import static io.tidemark.metric.store.TestBatch.TOPIC;
import static io.tidemark.metric.store.TestBatch.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.metric.BucketCounts;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.EventPlace;
import io.tidemark.metric.MetricCatalog;
import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.MetricValue;
import io.tidemark.metric.QuantileSketch;
import io.tidemark.metric.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store makes of every aggregation of a window, whatever the batches in which the values come. */
public abstract class AggregationContract {

    protected static final long NOON = MetricStoreContract.NOON;
    protected static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOON + 1), ZoneOffset.UTC);

    /** Names that could be taken for those of parts. */
    private static final List<String> GROUPS = List.of("DE", "a:count", "b:12", ":b:12", "count", "", "b:inf", "☃:b");

    private static final List<String> AGGREGATES = List.of(
            "count",
            "sum(data.x)",
            "min(data.x)",
            "max(data.x)",
            "avg(data.x)",
            "stddev(data.x)",
            "last(data.x)",
            "quantiles(data.x)",
            "histogram(data.x, -5, 0.5, 10, 1000)");

    protected MetricWriter writer = new InMemoryMetricStore(CLOCK);
    protected MetricReader reader = new InMemoryMetricStore(CLOCK);

    /** Opens an empty store and sets {@link #writer} and {@link #reader}. */
    protected abstract void open();

    @BeforeEach
    void claimAPartitionUnderAllAggregations() {
        open();
        MetricCatalog all = new MetricCatalog(AGGREGATES.stream()
                .flatMap(aggregate -> Stream.of(window(aggregate, false), window(aggregate, true)))
                .toList());
        assertThat(writer.activate(CatalogVersion.NONE, all, Set.of(TOPIC))).isTrue();
        assertThat(writer.claim(writer.incarnation(), TOPIC, TOPIC_ID, Map.of(0, 0L)))
                .isEqualTo(ClaimResult.CLAIMED);
    }

    @Test
    void eachAnswersWhatItsNameSays() {
        apply("DE", "3", "-4.5");
        apply("DE", "12", "0.5");

        assertThat(numberOf("count", "DE")).isEqualByComparingTo("4");
        assertThat(numberOf("sum(data.x)", "DE")).isEqualByComparingTo("11");
        assertThat(numberOf("min(data.x)", "DE")).isEqualByComparingTo("-4.5");
        assertThat(numberOf("max(data.x)", "DE")).isEqualByComparingTo("12");
        assertThat(numberOf("avg(data.x)", "DE")).isEqualByComparingTo("2.75");
        assertThat(numberOf("stddev(data.x)", "DE")).isEqualByComparingTo("5.984354602"); // Python: statistics.pstdev
        assertThat(numberOf("last(data.x)", "DE")).isEqualByComparingTo("0.5");
        assertThat(((BucketCounts) valueOf("histogram(data.x, -5, 0.5, 10, 1000)", true, "DE")).counts())
                .isEqualTo(Map.of("-5", 0L, "0.5", 2L, "10", 1L, "1000", 1L, "inf", 0L));
    }

    @Test
    void nothingIsStoredOfNothing() {
        for (String aggregate : AGGREGATES) {
            WindowValues values = read(window(aggregate, false), 1);

            assertThat(values.panes()).containsExactly(new Pane(NOON, Map.of()));
            assertThat(values.totals()).isEmpty();
        }
    }

    @Test
    void leastAndGreatestAreThoseOfTheNumbersAndNotOfTheirTexts() {
        for (String number : List.of("9", "10", "-9", "-10", "-9.5", "9.5", "0")) {
            apply("one by one", number);
        }
        apply("together", "9", "10", "-9", "-10", "-9.5", "9.5", "0");

        for (String group : List.of("one by one", "together")) {
            assertThat(numberIn("min(data.x)", group)).isEqualByComparingTo("-10");
            assertThat(numberIn("max(data.x)", group)).isEqualByComparingTo("10");
        }
    }

    /** The greater one comes first, so that the last to come is not the last one. */
    @Test
    void lastIsOfTheGreatestTimeThenTopicThenPartitionThenOffset() {
        List<String> ascending = List.of(
                EventPlace.of(9, EventPlace.partition("events", 11), 5),
                EventPlace.of(10, EventPlace.partition("events", 9), 4),
                EventPlace.of(10, EventPlace.partition("events", 10), 3),
                EventPlace.of(10, EventPlace.partition("events", 10), 20),
                EventPlace.of(10, EventPlace.partition("events-b", 9), 2),
                EventPlace.of(10, EventPlace.partition("events_a", 8), 1));

        for (int i = 1; i < ascending.size(); i++) {
            Seen before = new Seen("two batches " + i, ascending.get(i - 1), "99");
            applyAll(List.of(new Seen("two batches " + i, ascending.get(i), "1")));
            applyAll(List.of(before));
            applyAll(List.of(
                    new Seen("one batch " + i, ascending.get(i), "1"),
                    new Seen("one batch " + i, ascending.get(i - 1), "99")));

            assertThat(numberIn("last(data.x)", "two batches " + i)).isEqualByComparingTo("1");
            assertThat(numberIn("last(data.x)", "one batch " + i)).isEqualByComparingTo("1");
        }
    }

    /** Several orders and cuts of the same values. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyCutOfTheSameEventsAnswersTheSame(long seed) {
        Random random = new Random(seed);
        List<Seen> events = events(random);
        Map<String, List<Seen>> byGroup = new HashMap<>();
        events.forEach(event ->
                byGroup.computeIfAbsent(event.group(), g -> new ArrayList<>()).add(event));
        Collections.shuffle(events, random);

        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(6));
            applyAll(events.subList(from, to));
            from = to;
        }

        for (String aggregate : AGGREGATES) {
            assertThat(shown(read(window(aggregate, true), 1).totals()))
                    .as(aggregate)
                    .isEqualTo(shown(byGroup, aggregate));
            assertThat(shown(read(window(aggregate, false), 1).totals()))
                    .as(aggregate)
                    .isEqualTo(shown(Map.of("", events), aggregate));
        }
    }

    @Test
    void panesMergeIntoOneValue() {
        apply(NOON - 120_000, "DE", "3", "-4.5");
        apply(NOON, "DE", "12", "0.5");

        for (String aggregate : AGGREGATES) {
            WindowValues values = read(window(aggregate, false), 3);
            List<Seen> seen = List.of(
                    new Seen("", "1", "3"),
                    new Seen("", "2", "-4.5"),
                    new Seen("", "3", "12"),
                    new Seen("", "4", "0.5"));
            assertThat(shown(values.totals())).isEqualTo(shown(Map.of("", seen), aggregate));
        }
    }

    @Test
    void quantilesAreWithinOnePercent() {
        Random random = new Random(7);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String[] some = new String[50];
            for (int j = 0; j < some.length; j++) {
                double value = Math.exp(random.nextGaussian() * 4);
                some[j] = BigDecimal.valueOf(value)
                        .setScale(9, RoundingMode.HALF_EVEN)
                        .toPlainString();
                values.add(Double.parseDouble(some[j]));
            }
            apply("DE", some);
        }
        Collections.sort(values);

        QuantileSketch sketch = (QuantileSketch) valueOf("quantiles(data.x)", true, "DE");

        for (double q : new double[] {0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = Math.max(1e-9, values.get((int) Math.floor(q * (values.size() - 1))));
            assertThat(Objects.requireNonNull(sketch.quantile(BigDecimal.valueOf(q)))
                            .doubleValue())
                    .as("q " + q)
                    .isCloseTo(exact, within(exact * 0.01001));
        }
    }

    protected static MetricDefinition window(String aggregate, boolean grouped) {
        Map<String, Object> definition = new HashMap<>();
        String name = aggregate.replaceAll("\\(.*", "");
        definition.put("name", grouped ? name + "_by" : name);
        definition.put("window", Map.of("every", "minute", "keep", "24h"));
        definition.put("aggregate", aggregate);
        if (grouped) {
            definition.put("by", "data.g");
        }
        return DefinitionCodec.read(definition);
    }

    protected void apply(String group, String... numbers) {
        apply(NOON, group, numbers);
    }

    private void apply(long pane, String group, String... numbers) {
        List<Seen> events = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            events.add(new Seen(group, place(offset() * 100 + i), numbers[i]));
        }
        applyAll(pane, events);
    }

    private void applyAll(List<Seen> events) {
        applyAll(NOON, events);
    }

    private void applyAll(long pane, List<Seen> events) {
        long before = writer.ledger(TOPIC).progress().getOrDefault(0, PartitionBatch.NO_LOG_TIME);
        TestBatch batch = new TestBatch(TOPIC, TOPIC_ID, 0, writer.catalog(), 0, offset(), before).at(NOON);
        for (String aggregate : AGGREGATES) {
            for (Seen event : events) {
                batch.event(window(aggregate, false), pane, "", event.place(), event.number());
                batch.event(window(aggregate, true), pane, event.group(), event.place(), event.number());
            }
        }
        assertThat(writer.apply(batch.toNext())).isEqualTo(new ApplyResult.Applied());
    }

    private long offset() {
        return Objects.requireNonNull(writer.ledger(TOPIC).positions().get(0)).offset();
    }

    private static String place(long number) {
        return EventPlace.of(number, EventPlace.partition(TOPIC, 0), number);
    }

    private BigDecimal numberOf(String aggregate, String group) {
        BigDecimal grouped =
                Objects.requireNonNull(valueOf(aggregate, true, group).number());
        assertThat(valueOf(aggregate, false, "").number()).isEqualTo(grouped);
        return grouped;
    }

    private BigDecimal numberIn(String aggregate, String group) {
        return Objects.requireNonNull(valueOf(aggregate, true, group).number());
    }

    private MetricValue valueOf(String aggregate, boolean grouped, String group) {
        return Objects.requireNonNull(
                read(window(aggregate, grouped), 1).totals().get(group));
    }

    private WindowValues read(MetricDefinition metric, int panes) {
        Window window = Objects.requireNonNull(metric.window());
        Instant now = Instant.ofEpochMilli(NOON);
        return reader.window(metric, now.minus(window.every().multipliedBy(panes - 1)), now, now);
    }

    /** What a plain fold makes of the events, as what is served looks. */
    private static Map<String, String> shown(Map<String, List<Seen>> byGroup, String aggregate) {
        Map<String, String> shown = new HashMap<>();
        byGroup.forEach((group, events) -> {
            List<BigDecimal> numbers =
                    events.stream().map(event -> new BigDecimal(event.number())).toList();
            BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            double[] doubles =
                    numbers.stream().mapToDouble(BigDecimal::doubleValue).toArray();
            String text = switch (aggregate.replaceAll("\\(.*", "")) {
                case "count" -> text(BigDecimal.valueOf(numbers.size()));
                case "sum" -> text(sum);
                case "min" -> text(Collections.min(numbers));
                case "max" -> text(Collections.max(numbers));
                case "avg" -> text(sum.divide(BigDecimal.valueOf(numbers.size()), 9, RoundingMode.HALF_EVEN));
                case "stddev" -> deviation(numbers, sum);
                case "last" ->
                    text(new BigDecimal(events.stream()
                            .max(Comparator.comparing(Seen::place))
                            .orElseThrow()
                            .number()));
                case "quantiles" -> "" + median(doubles);
                default -> histogram(numbers);
            };
            shown.put(group, text);
        });
        return shown;
    }

    private static Map<String, String> shown(Map<String, MetricValue> values) {
        Map<String, String> shown = new HashMap<>();
        values.forEach((group, value) -> {
            if (value instanceof QuantileSketch sketch) {
                shown.put(
                        group,
                        ""
                                + bucketOf(Objects.requireNonNull(sketch.quantile(new BigDecimal("0.5")))
                                        .doubleValue()));
            } else if (value instanceof BucketCounts counts) {
                shown.put(group, counts.counts().toString());
            } else {
                shown.put(group, text(Objects.requireNonNull(value.number())));
            }
        });
        return shown;
    }

    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String deviation(List<BigDecimal> numbers, BigDecimal sum) {
        BigDecimal n = BigDecimal.valueOf(numbers.size());
        MathContext exact = new MathContext(80);
        BigDecimal mean = sum.divide(n, exact);
        BigDecimal variance = numbers.stream()
                .map(number -> number.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n, exact);
        return text(variance.sqrt(exact).setScale(9, RoundingMode.HALF_EVEN));
    }

    private static long median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return bucketOf(sorted[(int) Math.floor(0.5 * (sorted.length - 1))]);
    }

    /** By the definition, without the sketch. */
    private static long bucketOf(double value) {
        return (long) Math.ceil(Math.log(Math.max(1e-9, Math.min(1e12, value))) / Math.log(1.01 / 0.99) - 1e-7);
    }

    private static String histogram(List<BigDecimal> numbers) {
        Map<String, Long> counts = new LinkedHashMap<>();
        BigDecimal below = null;
        for (String bound : List.of("-5", "0.5", "10", "1000", "inf")) {
            BigDecimal lower = below;
            BigDecimal upper = bound.equals("inf") ? null : new BigDecimal(bound);
            counts.put(
                    bound,
                    numbers.stream()
                            .filter(number -> lower == null || number.compareTo(lower) > 0)
                            .filter(number -> upper == null || number.compareTo(upper) <= 0)
                            .count());
            below = upper;
        }
        return counts.toString();
    }

    private static List<Seen> events(Random random) {
        List<Seen> events = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            BigDecimal number = new BigDecimal(new BigInteger(1 + random.nextInt(45), random), random.nextInt(10));
            number = random.nextInt(3) == 0 ? number.negate() : number;
            String group = GROUPS.get(random.nextInt(GROUPS.size()));
            events.add(new Seen(group, place(random.nextInt(900_000) * 64L + i), text(number)));
        }
        return events;
    }

    private record Seen(String group, String place, String number) {}
}
