/** The two faces of the store in which metrics are kept: written by the processor, read by the API. */
@NullMarked
package io.tidemark.metric.store;

import org.jspecify.annotations.NullMarked;
