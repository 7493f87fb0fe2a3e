@NullMarked
package io.tidemark.metric.control;

import org.jspecify.annotations.NullMarked;
