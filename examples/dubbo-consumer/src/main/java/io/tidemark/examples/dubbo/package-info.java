/** A program apart from Tidemark that asks for its metrics over Dubbo. */
@NullMarked
package io.tidemark.examples.dubbo;

import org.jspecify.annotations.NullMarked;
