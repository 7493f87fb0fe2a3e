package io.tidemark.processor.log;

import java.time.Instant;

/**
 * The last time that a partition did not simply go on.
 *
 * @param at by this machine's clock
 */
public record Recovery(RecoveryReason reason, Instant at) {}
