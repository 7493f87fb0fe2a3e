/**
 * The audit: a second, plain fold of the log, written apart from the engine, and its comparison with what the store
 * holds. It shares with the engine what a metric is, its compiled condition included, and nothing of how counts, sums and
 * places are computed. Of distinct elements it fills the registers of a {@link io.tidemark.metric.HyperLogLog} by a fold of
 * its own, while those in the store were filled by Redis; what is shared is the reading side: the decoder of what Redis
 * stores, and the estimate of a count from registers, in which an error would not show here.
 */
@NullMarked
package io.tidemark.cli.audit;

import org.jspecify.annotations.NullMarked;
