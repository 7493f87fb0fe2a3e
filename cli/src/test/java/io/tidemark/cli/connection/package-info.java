@NullMarked
package io.tidemark.cli.connection;

import org.jspecify.annotations.NullMarked;
