package io.tidemark.metric.control;

import io.tidemark.metric.MetricCatalog;
import java.time.Instant;

/**
 * A version of the catalog as it was asked for. Which one is in force, and from which offsets on, is the store's to say,
 * which numbers what it puts in force by itself.
 *
 * @param version counts up from 1; 0: nothing was configured yet, or ZooKeeper has lost it
 * @param catalog all that is to be measured
 * @param file    the catalog of the settings file that was taken last; empty: none was
 * @param at      when it was made, by the clock of who made it
 * @param how     what made it: {@code yaml}, {@code api POST top_pages}, {@code restore of 7}
 */
public record ConfiguredCatalog(int version, MetricCatalog catalog, MetricCatalog file, Instant at, String how) {

    public static final ConfiguredCatalog NONE = noneBut(MetricCatalog.EMPTY);

    /** Before the first version, where this is in force already: the first is then made of it. */
    static ConfiguredCatalog noneBut(MetricCatalog inForce) {
        return new ConfiguredCatalog(0, inForce, MetricCatalog.EMPTY, Instant.EPOCH, "");
    }

    /** The version after this one. */
    public ConfiguredCatalog next(MetricCatalog changed, Instant now, String why) {
        return new ConfiguredCatalog(version + 1, changed, file, now, why);
    }

    /** The version after this one, with what was edited in the settings file since it was taken last. */
    ConfiguredCatalog take(MetricCatalog edited, Instant now) {
        return new ConfiguredCatalog(version + 1, catalog.withEdits(file, edited), edited, now, "yaml");
    }

    /** Whether the settings file holds what was taken of it already. */
    boolean hasTaken(MetricCatalog given) {
        return version > 0 && file.equals(given);
    }
}
