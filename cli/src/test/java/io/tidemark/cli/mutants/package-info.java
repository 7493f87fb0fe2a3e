/** Takes guarantees out of the sources one by one, and tells which test finds it. */
@NullMarked
package io.tidemark.cli.mutants;

import org.jspecify.annotations.NullMarked;
