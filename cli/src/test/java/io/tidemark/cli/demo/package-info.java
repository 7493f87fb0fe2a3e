@NullMarked
package io.tidemark.cli.demo;

import org.jspecify.annotations.NullMarked;
