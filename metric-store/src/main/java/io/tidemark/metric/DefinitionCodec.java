package io.tidemark.metric;

import io.tidemark.event.EventRules;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Definitions from and to nested maps, the shape that YAML and JSON share. Stateless and thread-safe. */
public final class DefinitionCodec {

    private static final Set<String> FIELDS =
            Set.of("name", "counter", "leaderboard", "window", "events", "where", "by", "aggregate");
    private static final Set<String> KINDS = Set.of("counter", "leaderboard", "window");

    private DefinitionCodec() {}

    /**
     * Reads one definition, as {@code {name: revenue, window: {every: minute, keep: 24h}, aggregate: sum(data.amount)}}.
     *
     * @throws InvalidDefinitionException naming the field, the value and what is allowed
     */
    public static MetricDefinition read(Map<String, ?> map) {
        String text = required(map, "name", "a definition");
        MetricName name = new MetricName(text);
        try {
            return read(name, map);
        } catch (InvalidDefinitionException e) {
            throw new InvalidDefinitionException("metric '" + name + "': " + e.getMessage());
        }
    }

    /** The canonical form: equal definitions give equal maps, in the same order. */
    public static Map<String, Object> write(MetricDefinition definition) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", definition.name().text());
        map.put(keyOf(definition.kind()), shapeOf(definition));
        if (!definition.events().isEmpty()) {
            map.put("events", definition.events());
        }
        Condition where = definition.where();
        if (where != null) {
            map.put("where", where.text());
        }
        if (definition.isGrouped() && definition.kind() != MetricDefinition.Kind.LEADERBOARD) {
            map.put("by", byOf(definition));
        }
        if (definition.kind() == MetricDefinition.Kind.WINDOW) {
            map.put("aggregate", definition.aggregation().text());
        }
        return map;
    }

    private static MetricDefinition read(MetricName name, Map<String, ?> map) {
        onlyKnown(map, FIELDS, "a definition");
        Set<String> kinds = new TreeSet<>(map.keySet());
        kinds.retainAll(KINDS);
        if (kinds.size() != 1) {
            throw new InvalidDefinitionException(
                    "it has " + kinds + "; exactly one of counter, leaderboard and window is allowed");
        }
        return switch (kinds.iterator().next()) {
            case "counter" -> counter(name, map);
            case "leaderboard" -> leaderboard(name, map);
            default -> window(name, map);
        };
    }

    private static MetricDefinition counter(MetricName name, Map<String, ?> map) {
        onlyKnown(shape(map, "counter"), Set.of(), "counter");
        absent(map, "aggregate", "a counter");
        return new MetricDefinition(
                name, MetricDefinition.Kind.COUNTER, events(map), where(map), paths(map, "by"), null, Count.INSTANCE);
    }

    private static MetricDefinition leaderboard(MetricName name, Map<String, ?> map) {
        Map<String, ?> shape = shape(map, "leaderboard");
        onlyKnown(shape, Set.of("by", "period"), "leaderboard");
        absent(map, "aggregate", "a leaderboard");
        absent(map, "by", "a leaderboard, whose members are leaderboard.by,");
        List<FieldPath> by = paths(shape, "by");
        if (by.isEmpty()) {
            throw new InvalidDefinitionException("leaderboard has no by");
        }
        String period = text(shape, "period");
        Window window = period == null ? null : Period.of(period).window();
        return new MetricDefinition(
                name, MetricDefinition.Kind.LEADERBOARD, events(map), where(map), by, window, Count.INSTANCE);
    }

    private static MetricDefinition window(MetricName name, Map<String, ?> map) {
        Map<String, ?> shape = shape(map, "window");
        onlyKnown(shape, Set.of("every", "keep"), "window");
        Window window = Window.of(required(shape, "every", "window"), required(shape, "keep", "window"));
        String aggregate = text(map, "aggregate");
        Aggregation aggregation = Aggregation.of(aggregate == null ? "count" : aggregate);
        return new MetricDefinition(
                name, MetricDefinition.Kind.WINDOW, events(map), where(map), paths(map, "by"), window, aggregation);
    }

    private static String keyOf(MetricDefinition.Kind kind) {
        return switch (kind) {
            case COUNTER -> "counter";
            case LEADERBOARD -> "leaderboard";
            case WINDOW -> "window";
        };
    }

    private static Map<String, Object> shapeOf(MetricDefinition definition) {
        Map<String, Object> shape = new LinkedHashMap<>();
        Window window = definition.window();
        if (definition.kind() == MetricDefinition.Kind.LEADERBOARD) {
            shape.put("by", byOf(definition));
            Period period = definition.period();
            if (period != null) {
                shape.put("period", period.text());
            }
        } else if (window != null) {
            shape.put("every", window.unit());
            shape.put("keep", window.keepText());
        }
        return shape;
    }

    private static SortedSet<String> events(Map<String, ?> map) {
        Object value = map.get("events");
        SortedSet<String> types = new TreeSet<>();
        if (value instanceof Collection<?> list) {
            list.forEach(type -> types.add(eventType(type == null ? "" : type.toString())));
        } else if (value != null) {
            types.add(eventType(value.toString()));
        }
        return types;
    }

    private static String eventType(String text) {
        boolean isPrefix = text.endsWith(MetricDefinition.ANY);
        if (!EventRules.isName(isPrefix ? text.substring(0, text.length() - 1) : text)) {
            throw new InvalidDefinitionException("events has '" + EventRules.shown(text)
                    + "'; allowed are event types, 1 to 64 of A-Z a-z 0-9 _ . - and no '__' at the start, and what they begin"
                    + " with before a *, as order.*");
        }
        return text;
    }

    private static @Nullable Condition where(Map<String, ?> map) {
        String text = text(map, "where");
        return text == null ? null : Condition.of(text);
    }

    /** One field as its text, several as a list. */
    private static Object byOf(MetricDefinition definition) {
        List<String> by = definition.by().stream().map(FieldPath::text).toList();
        return by.size() == 1 ? by.get(0) : by;
    }

    private static List<FieldPath> paths(Map<String, ?> map, String field) {
        if (map.get(field) instanceof Collection<?> list) {
            return list.stream()
                    .map(path -> new FieldPath(String.valueOf(path)))
                    .toList();
        }
        String text = text(map, field);
        return text == null ? List.of() : List.of(new FieldPath(text));
    }

    @SuppressWarnings("unchecked") // YAML and JSON have texts for keys
    private static Map<String, ?> shape(Map<String, ?> map, String field) {
        Object value = map.get(field);
        if (value instanceof Map<?, ?> shape) {
            return (Map<String, ?>) shape;
        }
        if (value == null || value.equals("")) {
            return Map.of(); // an empty object, as YAML and property sources may give it
        }
        throw new InvalidDefinitionException(
                field + " is '" + EventRules.shown(value.toString()) + "'; it must be an object");
    }

    private static void onlyKnown(Map<String, ?> map, Set<String> allowed, String of) {
        for (String field : map.keySet()) {
            if (!allowed.contains(field)) {
                throw new InvalidDefinitionException(of + " has the unknown field '" + EventRules.shown(field)
                        + "'; allowed are " + new TreeSet<>(allowed));
            }
        }
    }

    private static void absent(Map<String, ?> map, String field, String of) {
        if (map.get(field) != null) {
            throw new InvalidDefinitionException(field + " is not allowed in " + of);
        }
    }

    private static String required(Map<String, ?> map, String field, String of) {
        String text = text(map, field);
        if (text == null) {
            throw new InvalidDefinitionException(of + " has no " + field);
        }
        return text;
    }

    private static @Nullable String text(Map<String, ?> map, String field) {
        Object value = map.get(field);
        if (value instanceof Map || value instanceof Collection) {
            throw new InvalidDefinitionException(field + " must be a text");
        }
        return value == null ? null : value.toString();
    }
}
