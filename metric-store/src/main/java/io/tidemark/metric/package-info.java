/** What a metric is: its definition, its window, its aggregation. Pure: no Spring, no Kafka, no Redis. */
@NullMarked
package io.tidemark.metric;

import org.jspecify.annotations.NullMarked;
