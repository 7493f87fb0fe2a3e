/**
 * The way through Kafka's log: which partition stands where, what is in memory of it, and how it finds its place again.
 * Kafka's types stay in here.
 */
@NullMarked
package io.tidemark.processor.log;

import org.jspecify.annotations.NullMarked;
