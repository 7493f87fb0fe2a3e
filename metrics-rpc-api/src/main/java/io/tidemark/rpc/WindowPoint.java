package io.tidemark.rpc;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The value of one pane.
 *
 * @param start when the pane starts, in event time
 * @param value exact; null where nothing was seen and 0 would be a lie, as for a mean
 */
public record WindowPoint(Instant start, @Nullable BigDecimal value) implements Serializable {

    private static final long serialVersionUID = 1L;
}
