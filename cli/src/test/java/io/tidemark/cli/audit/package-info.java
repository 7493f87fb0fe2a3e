/** Tests of the audit. */
@NullMarked
package io.tidemark.cli.audit;

import org.jspecify.annotations.NullMarked;
