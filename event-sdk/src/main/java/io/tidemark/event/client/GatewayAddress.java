package io.tidemark.event.client;

import java.net.URI;
import java.util.Locale;

/**
 * Where the gateway is.
 *
 * @param base the part before {@code /api/v1/events}
 */
record GatewayAddress(URI base) {

    private static final String EVENTS = "/api/v1/events";

    /** The messages leave out where a secret may stand. */
    GatewayAddress {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "the gateway's URL must be http://host:port or https://host:port, perhaps with a path");
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the gateway's URL has credentials in it, which show up in messages;"
                    + " give them by a header, for example Authorization");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the gateway's URL ends with its path; leave out what begins with ? or #");
        }
        String text = base.toString();
        base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** Where events are posted to. */
    URI events() {
        return URI.create(base + EVENTS);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
