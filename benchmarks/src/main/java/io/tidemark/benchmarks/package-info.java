/** Benchmarks of the whole system: real servers, real processes, and a check that what was measured was also right. */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
