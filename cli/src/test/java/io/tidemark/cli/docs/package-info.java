/** Pages of the documentation that are generated, and held against what they are generated of. */
@NullMarked
package io.tidemark.cli.docs;

import org.jspecify.annotations.NullMarked;
