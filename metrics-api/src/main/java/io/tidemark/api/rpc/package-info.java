/** Dubbo calls to questions, answers and refusals to what travels; nothing is decided here. */
@NullMarked
package io.tidemark.api.rpc;

import org.jspecify.annotations.NullMarked;
