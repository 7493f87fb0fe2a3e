/** The producer SDK: reports events from an application without making it wait. */
@NullMarked
package io.tidemark.event.client;

import org.jspecify.annotations.NullMarked;
