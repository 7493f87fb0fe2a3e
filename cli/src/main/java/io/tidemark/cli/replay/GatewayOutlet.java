package io.tidemark.cli.replay;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.event.EventIds;
import io.tidemark.event.EventRewriter;
import io.tidemark.event.MalformedEventException;
import io.tidemark.event.client.DeliveryFailedException;
import io.tidemark.event.client.EventReporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Posts the lines to the gateway, in the form in which the gateway would store them: with the {@code data} as it is, and
 * an id and a time for events without. So what has to be sent again is the same event, whether or not an answer came.
 */
final class GatewayOutlet implements Outlet {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration ROOM_WITHIN = Duration.ofMinutes(5);

    private final EventReporter reporter;
    private final EventRewriter rewriter = new EventRewriter();
    private final EventIds ids;
    private final Clock clock;
    private final Tally tally;

    private GatewayOutlet(EventReporter reporter, Clock clock, Tally tally) {
        this.reporter = reporter;
        this.ids = new EventIds(clock);
        this.clock = clock;
        this.tally = tally;
    }

    /** Opens it, once it is sure that something answers there. */
    static GatewayOutlet open(URI gateway, Clock clock, Tally tally) {
        requireAnswer(gateway);
        return new GatewayOutlet(
                EventReporter.toGateway(gateway).blockWhenFull(ROOM_WITHIN).build(), clock, tally);
    }

    @Override
    public void send(JsonLine read, byte[] line) {
        try {
            var unused = reporter.report(rewriter.rewrite(line, ids::next, clock.millis()))
                    .whenComplete((receipt, failure) -> tell(failure));
        } catch (MalformedEventException e) {
            // The gateway would say the same of it.
            tally.refuse("an event was rejected: " + e.getMessage());
        }
    }

    @Override
    public void flush() {
        try {
            reporter.flush();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        reporter.close();
    }

    private void tell(@Nullable Throwable failure) {
        if (failure == null) {
            tally.acknowledge();
        } else if (failure instanceof DeliveryFailedException) {
            tally.giveUp(String.valueOf(failure.getMessage()));
        } else {
            tally.refuse(String.valueOf(failure.getMessage()));
        }
    }

    // A reporter alone would try for minutes before it said so.
    private static void requireAnswer(URI gateway) {
        HttpRequest request =
                HttpRequest.newBuilder(gateway).timeout(ANSWER_WITHIN).build();
        try {
            var unused = HttpClient.newBuilder()
                    .connectTimeout(ANSWER_WITHIN)
                    // As the reporter does it, whatever proxy the system has.
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build()
                    .send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The gateway at " + gateway + " does not answer: is Tidemark up? (" + e + ")", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandFailedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CommandFailedException("The replay was interrupted.", cause);
    }
}
