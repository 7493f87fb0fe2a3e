package io.tidemark.event.client;

import io.tidemark.event.EventRules;
import io.tidemark.event.client.GatewayAnswer.Kind;
import io.tidemark.event.client.GatewayAnswer.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of an answer; empty if it is none. What it says is shown to users: cut, and without control characters. */
record GatewayReport(JsonNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_TEXT = 500;

    static GatewayReport of(byte[] body) {
        try {
            return new GatewayReport(MAPPER.readTree(body));
        } catch (JacksonException e) {
            return new GatewayReport(MAPPER.nullNode());
        }
    }

    boolean hasResults() {
        return json.path("results").isArray();
    }

    /** Whether it is a problem of RFC 9457, as the gateway writes them. */
    boolean isProblem() {
        return json.path("status").isNumber() && json.path("title").isString();
    }

    /** The most that it says of what went wrong. */
    String text() {
        String text = text(json.path("detail"));
        return text.isEmpty() ? text(json.path("title")) : text;
    }

    /** ": " and the text, or nothing. */
    String detail() {
        String text = text();
        return text.isEmpty() ? text : ": " + text;
    }

    /** An event of which nothing is said, or under another id, is unknown. */
    List<Outcome> outcomes(List<String> ids) {
        List<@Nullable Outcome> found = new ArrayList<>(Collections.nCopies(ids.size(), null));
        for (JsonNode result : json.path("results")) {
            int index = result.path("index").asInt(-1);
            if (index >= 0 && index < ids.size() && isOf(ids.get(index), result)) {
                found.set(index, outcome(result));
            }
        }
        Outcome nothing = new Outcome(Kind.UNKNOWN, "its answer says nothing of this event");
        return found.stream().map(one -> one == null ? nothing : one).toList();
    }

    private static boolean isOf(String id, JsonNode result) {
        JsonNode other = result.path("eventId");
        return !other.isString() || other.asString().equals(id);
    }

    private Outcome outcome(JsonNode result) {
        String error = text(result.path("error"));
        return switch (result.path("status").asString("")) {
            case "accepted" -> new Outcome(Kind.ACCEPTED, "");
            case "rejected" -> new Outcome(Kind.REJECTED, error.isEmpty() ? text() : error);
            default -> new Outcome(Kind.UNKNOWN, "it does not know whether the event is stored" + detail());
        };
    }

    private static String text(JsonNode node) {
        String text = node.isMissingNode() || node.isNull() ? "" : node.isString() ? node.asString() : node.toString();
        return EventRules.cut(text.replaceAll("\\p{Cntrl}", " "), LONGEST_TEXT);
    }
}
