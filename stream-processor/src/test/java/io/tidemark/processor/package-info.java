/** The processor against real servers. */
@NullMarked
package io.tidemark.processor;

import org.jspecify.annotations.NullMarked;
