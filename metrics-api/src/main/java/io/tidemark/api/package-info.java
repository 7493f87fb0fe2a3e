/** The service that answers what the metrics are: REST over the store. */
@NullMarked
package io.tidemark.api;

import org.jspecify.annotations.NullMarked;
