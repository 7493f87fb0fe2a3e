package io.tidemark.processor.fold;

import io.tidemark.metric.FieldPath;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a catalog asks for, each with the slot in which its value is put: what is not asked for is skipped
 * unread.
 */
final class Projection {

    static final int EVENT_TYPE = 0;
    static final int USER_ID = 1;
    static final int EVENT_ID = 2;
    static final int FIRST_DATA = 3;

    /** The slot of no field. */
    static final int NO_SLOT = -1;

    private final Map<FieldPath, Integer> slots = new LinkedHashMap<>();
    private final Node data = new Node();

    /** The slot of this field, which is asked for from now on. */
    int slotOf(@Nullable FieldPath path) {
        if (path == null) {
            return NO_SLOT;
        }
        return switch (path.text()) {
            case "eventType" -> EVENT_TYPE;
            case "userId" -> USER_ID;
            case "eventId" -> EVENT_ID;
            default -> slots.computeIfAbsent(path, this::enter);
        };
    }

    /** How many slots there are, the top-level fields' included. */
    int size() {
        return FIRST_DATA + slots.size();
    }

    Node data() {
        return data;
    }

    private int enter(FieldPath path) {
        int slot = size();
        data.enter(path.segmentsBelowData(), 0, slot);
        return slot;
    }

    /** One object field on the way to those asked for; it may be asked for itself as well. */
    static final class Node {

        /** As long as comparing names one by one is faster than finding their place. */
        private static final int FEW = 4;

        private final Map<String, Node> byName = new LinkedHashMap<>();
        private FieldName[] names = {};
        private Node[] children = {};
        private int[] table = {};
        private int[] below = {};
        private int slot = NO_SLOT;

        int slot() {
            return slot;
        }

        boolean isLeaf() {
            return children.length == 0;
        }

        /** The slots of this field and of all below it, which one occurrence of the field fills anew. */
        int[] slots() {
            return below;
        }

        /** The child whose name the scanner has just read. */
        @Nullable Node child(JsonScanner json) {
            if (names.length > FEW) {
                return childByHash(json);
            }
            for (int i = 0; i < names.length; i++) {
                if (json.isName(names[i])) {
                    return children[i];
                }
            }
            return null;
        }

        private @Nullable Node childByHash(JsonScanner json) {
            int mask = table.length - 1;
            for (int at = json.nameHash() & mask; table[at] != 0; at = (at + 1) & mask) {
                int i = table[at] - 1;
                if (json.isName(names[i])) {
                    return children[i];
                }
            }
            return null;
        }

        private void enter(List<String> path, int depth, int newSlot) {
            below = Arrays.copyOf(below, below.length + 1);
            below[below.length - 1] = newSlot;
            if (depth == path.size()) {
                slot = newSlot;
                return;
            }
            byName.computeIfAbsent(path.get(depth), this::add).enter(path, depth + 1, newSlot);
        }

        private Node add(String name) {
            Node child = new Node();
            names = Arrays.copyOf(names, names.length + 1);
            names[names.length - 1] = new FieldName(name);
            children = Arrays.copyOf(children, names.length);
            children[names.length - 1] = child;
            table = tableOf(names);
            return child;
        }

        /** A place for each name, open-addressed: 1 more than its index, half of them or more 0. */
        private static int[] tableOf(FieldName[] names) {
            int[] table = new int[Integer.highestOneBit(names.length) * 4];
            for (int i = 0; i < names.length; i++) {
                int at = names[i].hash() & (table.length - 1);
                while (table[at] != 0) {
                    at = (at + 1) & (table.length - 1);
                }
                table[at] = i + 1;
            }
            return table;
        }
    }
}
