package io.tidemark.api.query;

import io.tidemark.metric.MetricDefinition;

/** Where metrics of each kind are asked for, and changed. */
public final class Endpoint {

    public static final String COUNTER = "/api/v1/metrics/counter";
    public static final String COUNTERS = "/api/v1/metrics/counters";
    public static final String LEADERBOARD = "/api/v1/metrics/leaderboard";
    public static final String WINDOW = "/api/v1/metrics/window";
    public static final String ACCOUNTING = "/api/v1/metrics/accounting";

    /** All calls that change something, and what they are changed by. */
    public static final String CONTROL = "/api/v1/control";

    public static final String CONTROL_METRICS = CONTROL + "/metrics";
    public static final String CONTROL_METRIC = CONTROL_METRICS + "/{name}";
    public static final String CONTROL_CATALOG = CONTROL + "/catalog";
    public static final String CONTROL_RESTORE = CONTROL_CATALOG + "/{version}/restore";
    public static final String CONTROL_PROCESSORS = CONTROL + "/processors";

    private Endpoint() {}

    static String of(MetricDefinition.Kind kind) {
        return switch (kind) {
            case COUNTER -> COUNTER;
            case LEADERBOARD -> LEADERBOARD;
            case WINDOW -> WINDOW;
        };
    }
}
