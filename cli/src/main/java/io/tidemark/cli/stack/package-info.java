/** The whole of Tidemark on this machine: its ports, its folder, its start and its health. */
@NullMarked
package io.tidemark.cli.stack;

import org.jspecify.annotations.NullMarked;
