/** Tests of the commands on dead letters, on a real Kafka. */
@NullMarked
package io.tidemark.cli.dlt;

import org.jspecify.annotations.NullMarked;
