package io.tidemark.processor.fold;

import io.tidemark.metric.Condition;
import io.tidemark.processor.fold.JsonScanner.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the conditions on the events of one type ask of data, and how JSON becomes what {@link Condition} takes. */
final class ConditionFields {

    private static final int LONG_DIGITS = 18;

    private final Node root = new Node();

    private ConditionFields() {}

    /** Null if they ask for nothing. */
    static @Nullable ConditionFields of(CompiledMetric... metrics) {
        ConditionFields fields = new ConditionFields();
        for (CompiledMetric metric : metrics) {
            Condition where = metric.definition().where();
            if (where != null) {
                where.fields().forEach(path -> fields.root.enter(path, 0));
            }
        }
        return fields.root.isWhole || fields.root.children.length > 0 ? fields : null;
    }

    /** Reads the object on whose brace it stands, which was checked before. */
    Map<String, Object> read(JsonScanner json, TextCache cache) {
        return root.isWhole ? whole(json, cache) : part(json, cache, root);
    }

    /** What is on the way to a field that is asked for is there if it is an object. */
    private static Map<String, Object> part(JsonScanner json, TextCache cache, Node node) {
        Map<String, Object> object = new LinkedHashMap<>();
        json.open();
        while (json.nextField()) {
            Node child = node.child(json);
            Kind kind = json.next();
            if (child == null) {
                json.skip(kind);
            } else if (child.isWhole) {
                object.put(child.name, value(json, cache, kind));
            } else if (kind == Kind.OBJECT) {
                object.put(child.name, part(json, cache, child));
            } else {
                json.skip(kind);
                object.remove(child.name); // the last of two wins
            }
        }
        return object;
    }

    private static Map<String, Object> whole(JsonScanner json, TextCache cache) {
        Map<String, Object> object = new LinkedHashMap<>();
        json.open();
        while (json.nextField()) {
            String name = json.name(cache);
            object.put(name, value(json, cache, json.next()));
        }
        return object;
    }

    private static Object value(JsonScanner json, TextCache cache, Kind kind) {
        return switch (kind) {
            case TEXT -> {
                json.readText();
                yield json.isEscaped()
                        ? Escapes.resolved(json.bytes(), json.from(), json.to())
                        : cache.text(json.bytes(), json.from(), json.to());
            }
            case NUMBER -> number(json, cache);
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> Condition.NULL;
            case OBJECT -> whole(json, cache);
            case ARRAY -> elements(json, cache);
        };
    }

    private static List<Object> elements(JsonScanner json, TextCache cache) {
        List<Object> elements = new ArrayList<>();
        json.open();
        while (json.nextElement()) {
            elements.add(value(json, cache, json.next()));
        }
        return elements;
    }

    private static Object number(JsonScanner json, TextCache cache) {
        if (json.isInteger() && json.to() - json.from() <= LONG_DIGITS) {
            return json.longValue();
        }
        String text = cache.text(json.bytes(), json.from(), json.to());
        if (json.isInteger()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return Double.parseDouble(text); // more than 64 bits hold
            }
        }
        return Double.parseDouble(text);
    }

    /** A field that is asked for as a whole, or one on the way to such. */
    private static final class Node {

        private final String name;
        private FieldName[] names = {};
        private Node[] children = {};
        private boolean isWhole;

        Node() {
            this("");
        }

        private Node(String name) {
            this.name = name;
        }

        @Nullable Node child(JsonScanner json) {
            for (int i = 0; i < names.length; i++) {
                if (json.isName(names[i])) {
                    return children[i];
                }
            }
            return null;
        }

        void enter(List<String> path, int depth) {
            if (depth == path.size()) {
                isWhole = true;
                return;
            }
            childOf(path.get(depth)).enter(path, depth + 1);
        }

        private Node childOf(String childName) {
            for (Node child : children) {
                if (child.name.equals(childName)) {
                    return child;
                }
            }
            names = Arrays.copyOf(names, names.length + 1);
            names[names.length - 1] = new FieldName(childName);
            children = Arrays.copyOf(children, names.length);
            Node child = new Node(childName);
            children[names.length - 1] = child;
            return child;
        }
    }
}
