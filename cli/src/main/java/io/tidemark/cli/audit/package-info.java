/**
 * The audit: a second, plain fold of the log, written apart from the engine, and its comparison with what the store
 * holds. It shares with the engine what a metric is, and nothing of how it is computed.
 */
@NullMarked
package io.tidemark.cli.audit;

import org.jspecify.annotations.NullMarked;
