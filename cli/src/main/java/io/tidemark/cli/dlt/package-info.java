/** {@code dlt}: what was rejected, and sending it to the log again. */
@NullMarked
package io.tidemark.cli.dlt;

import org.jspecify.annotations.NullMarked;
