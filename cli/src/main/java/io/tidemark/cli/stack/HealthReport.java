package io.tidemark.cli.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service says of its health, cut down to what is not well.
 *
 * @param status {@code UP}, {@code OUT_OF_SERVICE} while something is waited for, {@code DOWN} where somebody must decide
 * @param reasons why it is not up, in one line
 */
record HealthReport(String status, String reasons) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UP = "UP";

    /** Of what the health endpoint gave, within this JVM. */
    static HealthReport of(Object descriptor) {
        return ofTree(JSON.valueToTree(descriptor));
    }

    /** Of the endpoint's JSON; a text that is none is of a stranger at that port. */
    static HealthReport ofJson(String body) {
        try {
            return ofTree(JSON.readTree(body));
        } catch (JacksonException e) {
            return new HealthReport("UNKNOWN", "what answers there tells no health");
        }
    }

    boolean isUp() {
        return status.equals(UP);
    }

    boolean isWaiting() {
        return status.equals("OUT_OF_SERVICE");
    }

    private static HealthReport ofTree(JsonNode health) {
        String status = health.path("status").asString("UNKNOWN");
        Map<String, List<String>> namesByReason = new LinkedHashMap<>();
        collect(status, health, namesByReason);
        String reasons = namesByReason.entrySet().stream()
                .map(reason -> String.join(", ", reason.getValue()) + ": " + reason.getKey())
                .collect(Collectors.joining("; "));
        return new HealthReport(status, reasons);
    }

    private static void collect(String name, JsonNode component, Map<String, List<String>> namesByReason) {
        if (component.path("status").asString("").equals(UP)) {
            return;
        }
        int before = namesByReason.size();
        component.path("components").properties().forEach(c -> collect(c.getKey(), c.getValue(), namesByReason));
        component.path("details").properties().forEach(d -> collectDetail(d.getKey(), d.getValue(), namesByReason));
        if (namesByReason.size() == before) {
            add(name, "no reason is given", namesByReason);
        }
    }

    /** A partition has a state, and a reason if it does not run; else what has a text is a reason of its own. */
    private static void collectDetail(String name, JsonNode detail, Map<String, List<String>> namesByReason) {
        if (detail.isString()) {
            add(name, detail.asString(), namesByReason);
        } else if (detail.has("reason")) {
            add(name, detail.path("reason").asString(""), namesByReason);
        } else if (!detail.has("state")) {
            detail.properties().forEach(d -> collectDetail(d.getKey(), d.getValue(), namesByReason));
        }
    }

    /** The same reason of several partitions is told once. */
    private static void add(String name, String reason, Map<String, List<String>> namesByReason) {
        namesByReason
                .computeIfAbsent(reason.strip().replaceAll("\\s*\\R\\s*", " "), r -> new ArrayList<>())
                .add(name);
    }
}
