/** What the services agree on in ZooKeeper while they run: which catalog is configured, and who folds by which. */
@NullMarked
package io.tidemark.metric.control;

import org.jspecify.annotations.NullMarked;
