package io.tidemark.metric;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;
import java.util.Map;

/**
 * The work that the evaluation of a condition may be, so that no event stops the log: each step may have to walk over all
 * that the condition asks for, so that the larger this is the fewer steps there may be. It is counted and not timed: the
 * same event always takes the same steps. Of one evaluation; not thread-safe.
 */
final class ConditionWork implements CelEvaluationListener {

    /** Of data that is no larger there may be as many steps as of data of this size. */
    static final int SMALL = 1_000;

    /** Of what is asked for. */
    static final int MAX_SIZE = 20_000;

    private static final long MAX_WORK = 6_000_000;
    private static final int VALUE = 10;

    /** Of a search by a pattern, for each instruction of this, which may have to be tried at each character. */
    private static final int INSTRUCTION = 5;

    private long left;

    /** @param size of what the condition asks for, at most {@link #MAX_SIZE} */
    ConditionWork(long size) {
        this.left = MAX_WORK / Math.max(size, SMALL);
    }

    /** How large a value of data is: each character of its texts and names counts 1, each value in it {@value #VALUE} more. */
    static long sizeOf(Object value) {
        long size = VALUE;
        if (value instanceof String text) {
            size += text.length();
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                size += sizeOf(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                size += ((String) field.getKey()).length() + sizeOf(field.getValue());
            }
        }
        return size;
    }

    /** At the end of each step, whatever came of it; throws from then on when there are no more. */
    @Override
    public void callback(CelExpr expression, Object value) {
        left -= 1 + workOfSearch(expression);
        if (left < 0) {
            throw new ExhaustedException();
        }
    }

    private static int workOfSearch(CelExpr expression) {
        String pattern = ConditionFields.isSearch(expression) ? ConditionFields.patternOf(expression) : null;
        return pattern == null ? 0 : INSTRUCTION * ConditionPattern.instructions(pattern);
    }

    /** No event does anything about it, so that it needs no stack trace. */
    private static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("too much work", null, false, false);
        }
    }
}
