package io.tidemark.event.client;

/**
 * What became of the events of one reporter since it was built; all values are of the same moment. At every moment
 *
 * <pre>reported = acknowledged + failed + refused + inFlight</pre>
 *
 * @param reported      calls of {@link EventReporter#report} that have returned, or are past the wait for room
 * @param acknowledged  events stored durably
 * @param failed        events taken in that could not be delivered in time, whose delivery is unknown, or that the
 *                      gateway rejected
 * @param refused       events not taken in: no room in the buffer, too large, or reported after close
 * @param inFlight      events taken in and not decided yet
 * @param bufferedBytes the bytes of JSON of the events in flight, and 400 for each; at most the buffer's size
 */
public record ReporterCounters(
        long reported, long acknowledged, long failed, long refused, long inFlight, long bufferedBytes) {}
