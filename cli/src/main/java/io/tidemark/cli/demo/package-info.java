/** The events of a shop that does not exist, for looking at Tidemark without producers of one's own. */
@NullMarked
package io.tidemark.cli.demo;

import org.jspecify.annotations.NullMarked;
