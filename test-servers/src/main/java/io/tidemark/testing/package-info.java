/** Servers for integration tests: embedded ones, or containers where Docker is and they are asked for. */
@NullMarked
package io.tidemark.testing;

import org.jspecify.annotations.NullMarked;
