@NullMarked
package io.tidemark.cli.simulation;

import org.jspecify.annotations.NullMarked;
