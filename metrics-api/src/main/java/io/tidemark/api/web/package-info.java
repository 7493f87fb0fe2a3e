/** HTTP to questions, answers and refusals to HTTP; nothing is decided here. */
@NullMarked
package io.tidemark.api.web;

import org.jspecify.annotations.NullMarked;
