/** What is measured, changed while it runs: without HTTP. */
@NullMarked
package io.tidemark.api.control;

import org.jspecify.annotations.NullMarked;
