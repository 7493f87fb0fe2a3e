/** Faults on real processes under load, each ending in the proof that the numbers served are those of the log. */
@NullMarked
package io.tidemark.chaos;

import org.jspecify.annotations.NullMarked;
