package io.tidemark.gateway.web;

import io.tidemark.event.EventRules;
import io.tidemark.gateway.ingest.Refusal;
import io.tidemark.gateway.ingest.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads bodies within all limits: their size, their time, and the memory of all together. Thread-safe. */
final class BodyReader {

    private final MemoryBudget budget;
    private final Duration within;

    BodyReader(MemoryBudget budget, Duration within) {
        this.budget = budget;
        this.within = within;
    }

    /**
     * The whole body, decompressed.
     *
     * @throws RefusedException if it goes beyond a limit or its encoding is not supported
     * @throws IOException if the sender is gone
     */
    Body read(HttpServletRequest request) throws IOException {
        boolean isGzip = isGzip(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (request.getContentLengthLong() > Body.MAX_BYTES) {
            throw Body.tooLarge();
        }
        BodyInput in = new BodyInput(request.getInputStream(), within);
        return isGzip ? gunzip(in) : Body.read(in, request.getContentLengthLong(), budget);
    }

    private Body gunzip(BodyInput in) throws IOException {
        try (InputStream gzip = new GzipInput(in)) {
            return Body.read(gzip, -1, budget);
        } catch (EOFException e) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "the body is not gzip: it ends in the middle of it");
        } catch (ZipException e) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "the body is not gzip: " + e.getMessage());
        }
    }

    private static boolean isGzip(@Nullable String encoding) {
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new RefusedException(
                        Refusal.UNSUPPORTED_CONTENT_ENCODING,
                        "Content-Encoding is not supported",
                        EventRules.shown(String.valueOf(encoding)),
                        "gzip");
        };
    }
}
