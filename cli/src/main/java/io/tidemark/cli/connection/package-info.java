/** How a command reaches Kafka, Redis and ZooKeeper. */
@NullMarked
package io.tidemark.cli.connection;

import org.jspecify.annotations.NullMarked;
