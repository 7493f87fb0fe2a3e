/** Folds events into batches: pure, without Spring, Kafka or Redis. */
@NullMarked
package io.tidemark.processor.fold;

import org.jspecify.annotations.NullMarked;
