package io.tidemark.gateway.ingest;

import io.tidemark.event.EncodedEvent;
import io.tidemark.event.EventIds;
import io.tidemark.event.EventRewriter;
import io.tidemark.event.MalformedEventException;
import io.tidemark.event.MalformedEventException.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Tells the valid events of a submission from the others.
 *
 * <p>Each event is judged by itself, with two exceptions. A body that is an array is one JSON text: if it breaks
 * anywhere, nothing of it is taken, since what is behind the break, and whether what is before it is what was meant, is
 * anybody's guess. (Of an event that is too large or too deep only the quotes and brackets are looked at.) A line breaks
 * alone. Thread-safe.
 */
public final class Examination {

    /** How far ahead of its receipt an event may be. */
    static final Duration FUTURE = Duration.ofHours(1);

    private final EventIds ids;

    public Examination(EventIds ids) {
        this.ids = ids;
    }

    /**
     * One verdict for each event, in their order.
     *
     * @param found told how many events there are before any is read; what it throws ends the examination
     * @throws RefusedException if there is no event or too many, or the body is a broken array
     */
    public List<Verdict> of(Submission submission, IntConsumer found) {
        byte[] body = submission.body();
        List<Slice> slices = new BodySplitter(body, submission.length()).split(submission.format());
        found.accept(slices.size());
        boolean isArray = submission.format() == BodyFormat.JSON && BodySplitter.isArray(body, submission.length());
        EventRewriter rewriter = new EventRewriter();
        Map<ByteBuffer, Integer> seen = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            byte[] json = slice.of(body);
            Verdict verdict = judge(rewriter, json, idOf(submission, json, seen), submission.received());
            if (isArray && verdict instanceof Verdict.Rejected rejected) {
                requireJson(json, slice, i, rejected.reason().reason());
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    /** @param seen how often each event without an id has stood in the body so far */
    private Supplier<String> idOf(Submission submission, byte[] json, Map<ByteBuffer, Integer> seen) {
        IdempotencyKey key = submission.key();
        return key == null ? ids::next : () -> key.eventId(json, seen.merge(ByteBuffer.wrap(json), 1, Integer::sum));
    }

    private static Verdict judge(EventRewriter rewriter, byte[] json, Supplier<String> newId, Instant received) {
        try {
            EncodedEvent event = rewriter.rewrite(json, newId, received.toEpochMilli());
            requirePast(event, received);
            return new Verdict.Valid(event);
        } catch (MalformedEventException e) {
            return new Verdict.Rejected(e);
        }
    }

    private static void requirePast(EncodedEvent event, Instant received) {
        if (event.timestamp() > received.plus(FUTURE).toEpochMilli()) {
            throw new MalformedEventException(
                    Reason.IN_THE_FUTURE,
                    "timestamp is " + event.time() + ", more than " + FUTURE.toHours() + " h ahead of its receipt at "
                            + received.truncatedTo(ChronoUnit.MILLIS) + "; look after the sender's clock and unit");
        }
    }

    private static void requireJson(byte[] json, Slice slice, int index, Reason reason) {
        if (reason == Reason.TOO_LARGE || reason == Reason.JSON_LIMIT) {
            return;
        }
        JsonSyntax.Break found = JsonSyntax.firstBreak(json);
        if (found != null) {
            throw new RefusedException(
                    Refusal.MALFORMED_BODY,
                    "not JSON: " + found.reason() + " (byte " + (slice.from() + found.at()) + ", in element " + index
                            + " of the array)");
        }
    }
}
