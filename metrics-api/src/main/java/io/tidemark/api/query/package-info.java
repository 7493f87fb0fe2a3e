/** The questions that the API answers: parameters in, answers out, refusals named; free of Spring. */
@NullMarked
package io.tidemark.api.query;

import org.jspecify.annotations.NullMarked;
