package io.tidemark.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics as they are now, each answer of one moment. Registered as version {@value #VERSION}, over Triple and the
 * classic Dubbo protocol.
 *
 * <p>A metric that is defined but has seen no event answers 0 or an empty list. A grouped metric answers the total over all
 * its groups; the groups themselves are told by the REST API. Every method throws {@link MetricsException} for an argument
 * that is not allowed, null included, for a name that is neither defined nor seen, for a metric of another kind and while
 * the store is away, and never returns null. Lists may be changed by whoever got them. Implementations are thread-safe.
 */
public interface MetricsService {

    /** The version that providers register and consumers ask for. */
    String VERSION = "1.0.0";

    /** The application that providers register as. */
    String PROVIDER = "tidemark-metrics";

    /**
     * What a counter has counted, of all time.
     *
     * @param name of a counter or of an event type
     * @return 0 if nothing was counted yet
     */
    long getCounter(@Nullable String name) throws MetricsException;

    /**
     * The first places of a leaderboard, of its current period if it has periods. Equal scores are in a fixed order.
     *
     * @param boardName of a leaderboard
     * @param topN      how many places at most, 1 to 1000
     * @return the best first; fewer than asked for if the board has no more members
     */
    List<LeaderboardEntry> getTopN(@Nullable String boardName, int topN) throws MetricsException;

    /**
     * The panes that overlap the last minutes, the running one included.
     *
     * @param statName of a window whose value is one number: of quantiles or a histogram it is refused
     * @param minutes  from 1 up to what makes 10,000 points, of distinct elements fewer
     * @return a point for every pane, also for those without an event
     */
    WindowSeries getWindow(@Nullable String statName, int minutes) throws MetricsException;
}
