/** From the bytes of a body to events that are stored, and what became of each; knows no HTTP. */
@NullMarked
package io.tidemark.gateway.ingest;

import org.jspecify.annotations.NullMarked;
