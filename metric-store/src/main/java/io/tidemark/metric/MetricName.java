package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.Set;

/**
 * The name of a metric, unique over all kinds.
 *
 * @param text {@code [A-Za-z0-9_.-]{1,64}}, no leading {@code __}, none of the words that the store's keys reserve
 */
public record MetricName(String text) implements Comparable<MetricName> {

    private static final Set<String> RESERVED =
            Set.of("counters", "leaderboards", "ledger", "accounting", "progress", "catalog", "changes");

    public MetricName {
        if (!EventRules.isName(text)) {
            throw new InvalidDefinitionException("name is '" + EventRules.shown(text)
                    + "'; allowed are 1 to 64 of A-Z a-z 0-9 _ . - and no '__' at the start");
        }
        if (RESERVED.contains(text)) {
            throw new InvalidDefinitionException("name is '" + text + "', which is reserved: choose another");
        }
    }

    @Override
    public int compareTo(MetricName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
