package io.tidemark.api.web;

import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import io.tidemark.event.EventRules;
import io.tidemark.metric.DefinitionCodec;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricDefinition;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A definition as a request brings it.
 *
 * @param fields as its JSON has them
 */
record DefinitionBody(Map<String, Object> fields) {

    private static final int MAX_BYTES = 64 << 10;
    private static final String NAME = "name";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<@Nullable Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * @throws RefusedException if it is too large
     * @throws InvalidDefinitionException if it is no JSON object
     */
    static DefinitionBody of(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            String allowed = "up to " + MAX_BYTES + " bytes";
            throw new RefusedException(
                    Refusal.BODY_TOO_LARGE, "the body is longer than allowed: " + allowed, "body", null, allowed);
        }
        try {
            Map<String, Object> fields = JSON.readValue(bytes, OBJECT);
            if (fields != null) {
                return new DefinitionBody(fields);
            }
            throw new InvalidDefinitionException("the body is null; it must be a JSON object");
        } catch (JacksonException e) {
            throw new InvalidDefinitionException("the body must be one JSON object: " + e.getOriginalMessage());
        }
    }

    /** Throws {@link InvalidDefinitionException} if it breaks a rule. */
    MetricDefinition definition() {
        return DefinitionCodec.read(fields);
    }

    /** The same of a metric whose name stands in the path: in the body it may be left out. */
    MetricDefinition definitionOf(String name) {
        Object own = fields.getOrDefault(NAME, name);
        if (!name.equals(own)) {
            throw new InvalidDefinitionException("name is '" + EventRules.shown(String.valueOf(own))
                    + "'; allowed is that of the path, '" + EventRules.shown(name) + "': a metric cannot be renamed");
        }
        Map<String, Object> named = new LinkedHashMap<>(fields);
        named.put(NAME, name);
        return DefinitionCodec.read(named);
    }
}
