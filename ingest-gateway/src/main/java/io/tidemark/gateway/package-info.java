/** The service that takes events in by HTTP and writes them to the log. */
@NullMarked
package io.tidemark.gateway;

import org.jspecify.annotations.NullMarked;
