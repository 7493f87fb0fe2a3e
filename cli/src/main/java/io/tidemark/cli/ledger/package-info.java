/** {@code ./tidemark ledger}: how far each log has been folded, and folding it anew. */
@NullMarked
package io.tidemark.cli.ledger;

import org.jspecify.annotations.NullMarked;
