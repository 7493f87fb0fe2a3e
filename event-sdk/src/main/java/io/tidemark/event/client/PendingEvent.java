package io.tidemark.event.client;

import java.time.Duration;

/** An event that is on its way to the gateway until it is decided. Used by the posting thread, one at a time. */
final class PendingEvent {

    /**
     * How long after its first sending an event that may be stored is sent again: half of the time in which the processor
     * knows a copy by its id, so that a copy that takes long on its way is still known.
     */
    static final Duration HALF_HORIZON = Duration.ofMinutes(5);

    private final Outgoing event;
    private String trouble = "its turn did not come";
    private boolean decided;
    private boolean maybeStored;
    private long firstSent;

    PendingEvent(Outgoing event) {
        this.event = event;
    }

    byte[] json() {
        return event.json();
    }

    String eventId() {
        return event.delivery().eventId();
    }

    boolean isDecided() {
        return decided;
    }

    void acknowledge() {
        decided = true;
        event.delivery().acknowledge();
    }

    void reject(String error) {
        decided = true;
        event.delivery().reject(error);
    }

    void fail(String message) {
        decided = true;
        event.delivery().fail(message, null);
    }

    /** It is surely not stored by the request that ended so. */
    void notTaken(String why) {
        trouble = why;
    }

    /** It may be stored by the request of this time. */
    void unknown(long sentAt, String why) {
        trouble = why;
        if (!maybeStored) {
            maybeStored = true;
            firstSent = sentAt;
        }
    }

    /** Fails the event if it is not to be sent any longer. */
    void failIfLate(long now, String gateway, Duration deliveryTimeout) {
        if (now - event.overdue() >= 0) {
            fail("was not acknowledged by the gateway at " + gateway + " within " + deliveryTimeout.toMillis() + " ms: "
                    + trouble + "; look after the gateway, or raise deliveryTimeout");
        } else if (maybeStored && now - firstSent >= HALF_HORIZON.toNanos()) {
            fail("was sent to the gateway at " + gateway + " " + HALF_HORIZON.toMinutes() + " minutes ago and never"
                    + " acknowledged: " + trouble + "; it may have been stored, and a copy sent now might count twice");
        }
    }
}
