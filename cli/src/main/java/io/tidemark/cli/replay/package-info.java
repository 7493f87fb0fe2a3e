/** Sends the lines of a file to Kafka as events. */
@NullMarked
package io.tidemark.cli.replay;

import org.jspecify.annotations.NullMarked;
