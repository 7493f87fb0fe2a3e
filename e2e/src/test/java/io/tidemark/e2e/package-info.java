/** Black-box tests: the packaged services as processes of their own, against real servers. */
@NullMarked
package io.tidemark.e2e;

import org.jspecify.annotations.NullMarked;
