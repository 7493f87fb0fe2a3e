/** The processor as a service: its settings, its health, how it is put together. */
@NullMarked
package io.tidemark.processor;

import org.jspecify.annotations.NullMarked;
