/** Metrics in Redis: the one place that knows the keys and the scripts. */
@NullMarked
package io.tidemark.metric.store.redis;

import org.jspecify.annotations.NullMarked;
