/** HTTP to bodies, outcomes and refusals to HTTP. */
@NullMarked
package io.tidemark.gateway.web;

import org.jspecify.annotations.NullMarked;
