package io.tidemark.event.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings of an {@link EventReporter} that posts to the gateway. Not thread-safe. */
public final class HttpReporterBuilder extends ReporterBuilder<HttpReporterBuilder> {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    /** What the body of a request rests on. */
    private static final Set<String> OURS = Set.of("content-type", "content-encoding", "accept", "transfer-encoding");

    private final GatewayAddress gateway;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean compression = true;

    HttpReporterBuilder(URI gateway) {
        this.gateway = new GatewayAddress(gateway);
    }

    /**
     * A header of every request, for what a reverse proxy before the gateway asks for. Its value is never shown in a
     * message. The last value of a name holds.
     *
     * @throws IllegalArgumentException if it is no header, or one that the reporter sets itself
     */
    public HttpReporterBuilder header(String name, String value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(name + " is set by the reporter; leave it out");
        }
        try {
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message can hold the value.
            throw new IllegalArgumentException(
                    "the header '" + name
                            + "' cannot be sent: its name is reserved, or its name or value holds a character that is not allowed");
        }
        headers.put(name, value);
        return this;
    }

    /**
     * Whether requests of more than a kilobyte are compressed (gzip), as they are by default. Without it the CPU does
     * less and the network more.
     */
    public HttpReporterBuilder compression(boolean compress) {
        this.compression = compress;
        return this;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An event that may have been stored though no answer came is sent again for at most 5 minutes, however long the
     * timeout is.
     */
    @Override
    public HttpReporterBuilder deliveryTimeout(Duration timeout) {
        return super.deliveryTimeout(timeout);
    }

    @Override
    HttpReporterBuilder self() {
        return this;
    }

    @Override
    Transport transport() {
        return new HttpTransport(client(), deliveryTimeout, requestTimeout(), System::nanoTime);
    }

    GatewayClient client() {
        return new GatewayClient(gateway, Map.copyOf(headers), compression);
    }

    /** Leaves time for a second request if the first one gets no answer. */
    Duration requestTimeout() {
        Duration half = deliveryTimeout.dividedBy(2);
        return half.compareTo(LONGEST_REQUEST) < 0 ? half : LONGEST_REQUEST;
    }
}
