package io.tidemark.api.query;

import io.tidemark.metric.Decimals;
import io.tidemark.metric.MetricDefinition;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of a counter, or its values by group. */
public sealed interface CounterAnswer {

    String name();

    /** Over all groups, if there are any. */
    BigDecimal total();

    /** Of a counter without groups. */
    record Single(String name, BigDecimal value) implements CounterAnswer {

        @Override
        public BigDecimal total() {
            return value;
        }
    }

    /** Of a grouped counter, the greatest value first. */
    record Grouped(String name, List<Group> groups) implements CounterAnswer {

        @Override
        public BigDecimal total() {
            return groups.stream().map(Group::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * One group.
     *
     * @param by the text of each dimension of the group, as stored, by its field
     */
    record Group(Map<String, String> by, BigDecimal value) {}

    static CounterAnswer of(String name, @Nullable BigDecimal value) {
        return new Single(name, value == null ? BigDecimal.ZERO : Decimals.plain(value));
    }

    static CounterAnswer of(MetricDefinition metric, Map<String, BigDecimal> values) {
        Comparator<Map.Entry<String, BigDecimal>> greatestFirst = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return new Grouped(
                metric.name().text(),
                values.entrySet().stream()
                        .sorted(greatestFirst.thenComparing(Map.Entry.comparingByKey()))
                        .map(group -> new Group(
                                Groups.by(metric, metric.by(), group.getKey()), Decimals.plain(group.getValue())))
                        .toList());
    }
}
