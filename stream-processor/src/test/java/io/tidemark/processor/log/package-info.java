/** Tests of how the log is read. */
@NullMarked
package io.tidemark.processor.log;

import org.jspecify.annotations.NullMarked;
