/** Real Kafka, ZooKeeper and Redis on the loopback address of this machine, for the local stack and for tests. */
@NullMarked
package io.tidemark.local;

import org.jspecify.annotations.NullMarked;
