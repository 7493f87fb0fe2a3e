/** Gives a Spring Boot application its event reporter. */
@NullMarked
package io.tidemark.event.autoconfigure;

import org.jspecify.annotations.NullMarked;
