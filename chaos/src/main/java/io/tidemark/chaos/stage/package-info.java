/** The processes on which a fault is tried. */
@NullMarked
package io.tidemark.chaos.stage;

import org.jspecify.annotations.NullMarked;
