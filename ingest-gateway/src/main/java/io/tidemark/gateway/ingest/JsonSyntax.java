package io.tidemark.gateway.ingest;

import io.tidemark.event.JsonFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Tells what is no JSON from what is JSON and no event. Stateless and thread-safe. */
final class JsonSyntax {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonSyntax() {}

    /** Where the text stops being one JSON value in UTF-8, with the reason; null if it is one, or beyond Jackson's limits. */
    static @Nullable Break firstBreak(byte[] text) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            return new Break(bytes.position(), "not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return new Break((int) parser.currentTokenLocation().getByteOffset(), "a comma was expected");
            }
            return null;
        } catch (StreamConstraintsException e) {
            return null;
        } catch (StreamReadException e) {
            return new Break((int) Math.max(0, e.getLocation().getByteOffset()), JsonFault.reasonOf(e));
        } catch (JacksonException e) {
            return new Break(0, JsonFault.reasonOf(e));
        }
    }

    /**
     * The place where a text breaks.
     *
     * @param at     the byte, counted from the start of the text
     * @param reason what is wrong there
     */
    record Break(int at, String reason) {}
}
