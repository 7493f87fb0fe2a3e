/** Example: reports events by the auto-configured reporter, and reads a counter back. */
@NullMarked
package io.tidemark.examples.quickstart;

import org.jspecify.annotations.NullMarked;
