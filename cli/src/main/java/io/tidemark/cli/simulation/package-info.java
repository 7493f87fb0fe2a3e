/**
 * The processor in a world without servers and with a time of its own: the engine's own code, from the assignment of
 * partitions to the batch that the store takes, is driven by steps that a seed chooses, and every fault is one of them.
 * Whatever happened, in the end the store must hold what the audit's plain fold of the log gives.
 *
 * <p>A schedule is confined to one thread and uses no clock, no other source of chance and no order of hashes, so that its
 * seed alone says what happens in it.
 */
@NullMarked
package io.tidemark.cli.simulation;

import org.jspecify.annotations.NullMarked;
