package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Definitions, as JSON, for the events of {@link MixedEvents}. */
final class CatalogOf {

    private static final String WINDOW = "\"window\":{\"every\":\"minute\",\"keep\":\"24h\"}";

    /** What drain-mixed and fold measure. */
    static final List<String> MIXED = List.of(
            "{\"name\":\"revenue\"," + WINDOW + ",\"events\":[\"purchase\"],\"aggregate\":\"sum(data.amount)\"}",
            "{\"name\":\"top_pages\",\"leaderboard\":{\"by\":\"data.page\"},\"events\":[\"page_view\"]}");

    /** Ten of which each takes events of some type, those of {@link #MIXED} among them. */
    private static final List<String> MORE = List.of(
            "{\"name\":\"views\"," + WINDOW + ",\"events\":[\"page_view\"]}",
            "{\"name\":\"requests_by_service\"," + WINDOW + ",\"events\":[\"request\"],\"by\":\"data.service\"}",
            "{\"name\":\"slowest\"," + WINDOW + ",\"events\":[\"request\"],\"aggregate\":\"max(data.ms)\"}",
            "{\"name\":\"latency\"," + WINDOW + ",\"events\":[\"request\"],\"aggregate\":\"quantiles(data.ms)\"}",
            "{\"name\":\"results\"," + WINDOW + ",\"events\":[\"search\"],\"aggregate\":\"avg(data.results)\"}",
            "{\"name\":\"logins_by_method\",\"counter\":{},\"events\":[\"login\"],\"by\":\"data.method\"}",
            "{\"name\":\"attempts\"," + WINDOW
                    + ",\"events\":[\"login\"],\"aggregate\":\"histogram(data.attempt,1,2,3)\"}",
            "{\"name\":\"revenue_by_country\"," + WINDOW
                    + ",\"events\":[\"purchase\"],\"aggregate\":\"sum(data.amount)\",\"by\":\"data.country\"}");

    private CatalogOf() {}

    /** Those of {@link #MIXED} and so many that take no event there is, each reading fields of its own. */
    static List<String> mixedAndUnrelated(int count) {
        List<String> all = new ArrayList<>(MIXED);
        addUnrelated(all, count);
        return all;
    }

    /** So many of which ten take events, and each event feeds one to three of them. */
    static List<String> tenMatching(int count) {
        List<String> all = new ArrayList<>(MIXED);
        all.addAll(MORE);
        addUnrelated(all, count - all.size());
        return all;
    }

    private static void addUnrelated(List<String> all, int count) {
        for (int i = 0; i < count; i++) {
            all.add("{\"name\":\"unrelated_" + i + "\"," + WINDOW + ",\"events\":[\"unrelated_" + i
                    + "\"],\"aggregate\":\"sum(data.value_" + i + ")\",\"by\":\"data.group_" + i + "\"}");
        }
    }
}
