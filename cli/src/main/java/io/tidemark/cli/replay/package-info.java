/** Sends the lines of a file as events, to Kafka or to the gateway. */
@NullMarked
package io.tidemark.cli.replay;

import org.jspecify.annotations.NullMarked;
