@NullMarked
package io.tidemark.cli.deploy;

import org.jspecify.annotations.NullMarked;
