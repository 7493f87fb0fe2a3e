/** How commands speak with the person at the terminal. */
@NullMarked
package io.tidemark.cli.terminal;

import org.jspecify.annotations.NullMarked;
