package io.tidemark.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.event.EventRules;
import io.tidemark.gateway.ingest.BodyFormat;
import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Which content types there are and what they mean. */
final class ContentTypes {

    private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);
    private static final List<MediaType> LINES =
            List.of(MediaType.APPLICATION_NDJSON, new MediaType("application", "jsonl"));

    static final String ALLOWED = "application/json, application/x-ndjson, application/jsonl";

    private ContentTypes() {}

    /** Throws {@link RefusedException} if it is none of them, or its charset is not UTF-8. */
    static BodyFormat formatOf(@Nullable String contentType) {
        MediaType type = parse(contentType);
        if (isOneOf(JSON, type)) {
            return BodyFormat.JSON;
        }
        if (isOneOf(LINES, type)) {
            return BodyFormat.LINES;
        }
        throw refused(contentType);
    }

    private static MediaType parse(@Nullable String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(String.valueOf(contentType));
            Charset charset = type.getCharset();
            if (charset == null || charset.equals(UTF_8)) {
                return type;
            }
        } catch (IllegalArgumentException e) {
            // Said below in our own words.
        }
        throw refused(contentType);
    }

    private static boolean isOneOf(List<MediaType> types, MediaType given) {
        return types.stream().anyMatch(type -> type.equalsTypeAndSubtype(given));
    }

    private static RefusedException refused(@Nullable String contentType) {
        String shown = contentType == null ? null : EventRules.shown(contentType);
        return new RefusedException(
                Refusal.UNSUPPORTED_CONTENT_TYPE,
                shown == null ? "Content-Type is missing" : "Content-Type is '" + shown + "'",
                shown,
                ALLOWED + ", in UTF-8");
    }
}
