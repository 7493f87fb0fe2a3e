/** What the service says of its own health. */
@NullMarked
package io.tidemark.api.health;

import org.jspecify.annotations.NullMarked;
