/** Seeded events, and what is known of them without Tidemark. */
@NullMarked
package io.tidemark.chaos.load;

import org.jspecify.annotations.NullMarked;
