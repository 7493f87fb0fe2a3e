package io.tidemark.metric;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.tidemark.event.EventRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event must fulfil to count for a metric: an expression in CEL, as {@code data.service == 'web'}, over
 *
 * <ul>
 *   <li>{@code eventType}, a string;
 *   <li>{@code userId}, a string, or null if the event has none;
 *   <li>{@code timestamp}, an int: event time in milliseconds since the epoch;
 *   <li>{@code data}, a map with what stands in the event; empty without data.
 * </ul>
 *
 * <p>Of JSON, a number without fraction and exponent that fits 64 bits is an int and any other a double, a text a string,
 * true and false a bool, null is null, an array a list and an object a map in which a field that stands twice has its last
 * value. Numbers compare by value, whatever their types. An event for which the expression has no value, because a field
 * is missing or of another type, or because to find it would be too much work, does not match. Nor does one for which it
 * is anything but true. It depends on nothing else: there is no clock. Immutable and thread-safe; equal by text.
 *
 * <p>Work is counted in steps and by the size of what the condition asks for of data. Its size is 10 for each value that
 * is there, objects and lists included, and 1 for each UTF-16 unit of texts and names; it may be up to 20,000. A step is
 * the evaluation of a constant, a field, a call or an operator, once for each turn of a loop, whose own bookkeeping takes
 * a few; {@code matches} takes five more for each instruction of its pattern. There may be 6,000,000 / size steps, and no more than 6,000.
 */
public final class Condition {

    /** What stands for JSON's null in data. */
    public static final Object NULL = NullValue.NULL_VALUE;

    private static final int MAX_LENGTH = 1_024;

    /** Compiling takes a millisecond, and a catalog is read often. Characters: as many as a large catalog has. */
    private static final int MAX_REMEMBERED = 1_000_000;

    private static final Remembered<Condition> REMEMBERED = new Remembered<>(MAX_REMEMBERED, Condition::new);

    private final String text;
    private final CelRuntime.Program program;
    private final List<List<String>> fields;
    private final List<List<String>> required;

    private Condition(String text) {
        this.text = text;
        CelAbstractSyntaxTree ast = ConditionLanguage.check(text);
        this.program = ConditionLanguage.program(text, ast);
        this.fields = ConditionFields.of(ast.getExpr());
        this.required = ConditionFields.requiredBy(ast.getExpr());
    }

    /** Throws {@link InvalidDefinitionException} that says where the text is wrong, and what is allowed. */
    public static Condition of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw ConditionLanguage.refused(stripped, "it is empty");
        }
        if (stripped.length() > MAX_LENGTH) {
            throw ConditionLanguage.refused(
                    stripped, "it has " + stripped.length() + " characters; allowed are up to " + MAX_LENGTH);
        }
        if (!stripped.equals(WellFormed.text(stripped))) {
            throw ConditionLanguage.refused(stripped, "half a surrogate pair stands in it");
        }
        return REMEMBERED.of(stripped);
    }

    /** As it stands in a definition. */
    public String text() {
        return text;
    }

    /**
     * Where in {@code data} everything stands that the condition may ask for, as names to follow from there through
     * objects: none is below another. An empty path is data as a whole.
     */
    public List<List<String>> fields() {
        return fields;
    }

    /**
     * Whether the event matches.
     *
     * @param timestamp event time in milliseconds since the epoch
     * @param data by name String, Long, Double, Boolean, {@link #NULL}, List or Map of these, in the order of the event; at
     *     least what is at {@link #fields()}, and of what is on the way there all objects and nothing else
     */
    public boolean matches(String eventType, @Nullable String userId, long timestamp, Map<String, ?> data) {
        Map<String, ?> asked = data;
        long size = ConditionWork.sizeOf(asked);
        if (size > ConditionWork.SMALL) { // the caller may know of more than this condition asks for
            asked = ConditionFields.part(data, fields);
            size = ConditionWork.sizeOf(asked);
        }
        return size <= ConditionWork.MAX_SIZE
                && isTrue(variables(eventType, userId, timestamp, asked), new ConditionWork(size));
    }

    private static CelVariableResolver variables(
            String eventType, @Nullable String userId, long timestamp, Map<String, ?> data) {
        return name -> switch (name) {
            case ConditionLanguage.EVENT_TYPE -> Optional.of(eventType);
            case ConditionLanguage.USER_ID -> Optional.of(userId == null ? NULL : userId);
            case ConditionLanguage.TIMESTAMP -> Optional.of(timestamp);
            case ConditionLanguage.DATA -> Optional.of(data);
            default -> Optional.empty();
        };
    }

    private boolean isTrue(CelVariableResolver variables, ConditionWork work) {
        try {
            return Boolean.TRUE.equals(program.trace(variables, work));
        } catch (CelEvaluationException | RuntimeException e) { // also of the library: no event may stop the log
            return false;
        }
    }

    /**
     * False if fields are missing without which no event matches: to evaluate that costs an exception, many times what all
     * else costs.
     *
     * @param data as in {@link #matches}
     */
    public boolean couldMatch(Map<String, ?> data) {
        for (List<String> path : required) {
            if (!isPresent(data, path)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPresent(Map<String, ?> data, List<String> path) {
        Object value = data;
        for (String name : path) {
            if (!(value instanceof Map<?, ?> object) || !object.containsKey(name)) {
                return false;
            }
            value = object.get(name);
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Condition condition && text.equals(condition.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return EventRules.shown(text);
    }
}
