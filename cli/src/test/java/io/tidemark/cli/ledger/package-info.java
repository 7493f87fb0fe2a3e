@NullMarked
package io.tidemark.cli.ledger;

import org.jspecify.annotations.NullMarked;
