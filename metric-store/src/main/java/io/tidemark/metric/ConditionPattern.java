package io.tidemark.metric;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * Patterns that texts are matched with: those of RE2, without {@code \Q} and without groups that begin with {@code (?} and
 * are not {@code (?:…)}. So no pattern ignores case, which the JDK's tables of letters would decide, and these differ from
 * one JDK to another. A pattern is small, since it is tried at every character of a text; RE2J itself would multiply out any
 * repeat within repeats. Stateless and thread-safe.
 */
final class ConditionPattern {

    private static final int MAX_SIZE = 100;
    private static final int MAX_COPIES = 1_000;

    /** Of all conditions: to compile one for every event costs many times what the search does. */
    private static final int MAX_REMEMBERED = 1_000_000;

    private static final Remembered<Pattern> COMPILED = new Remembered<>(MAX_REMEMBERED, Pattern::compile);

    /** As RE2 reads a pattern: an escape, a class, the beginning of a group, a counted repeat, or one character. */
    private static final java.util.regex.Pattern TOKEN = java.util.regex.Pattern.compile(
            "\\\\(?:[pPx]\\{[^}]*+\\}|.)"
                    + "|\\[\\^?+\\]?+(?:\\[:\\^?+\\w++:\\]|\\\\.|[^\\]\\\\])*+\\]"
                    + "|\\((?:\\?:?+)?+"
                    + "|\\{(?<min>\\d++)(?:(?<more>,)(?<max>\\d*+))?+\\}"
                    + "|.",
            java.util.regex.Pattern.DOTALL);

    private ConditionPattern() {}

    /** Whether the pattern is found anywhere in the text. */
    static boolean isFound(String text, String pattern) {
        return COMPILED.of(pattern).matcher(text).find();
    }

    /** How many it is compiled to. */
    static int instructions(String pattern) {
        return COMPILED.of(pattern).programSize();
    }

    /** Throws {@link PatternSyntaxException} unless conditions may use the pattern. */
    static void check(String pattern) {
        if (size(pattern) > MAX_SIZE) {
            throw new PatternSyntaxException(
                    "it is larger than " + MAX_SIZE + ", counting each character as often as it is repeated", pattern);
        }
        COMPILED.of(pattern);
    }

    /** About as many instructions as it is compiled to, for what RE2J takes as a pattern; never much less. */
    static long size(String pattern) {
        Deque<Long> outer = new ArrayDeque<>();
        long before = 0; // in the group that is open, before the last part of it
        long last = 0;
        Matcher token = TOKEN.matcher(pattern);
        while (token.find() && last <= MAX_SIZE) {
            if (token.group("min") != null) {
                last = repeated(last, token);
            } else if (token.group().startsWith("(")) {
                checkGroup(token.group(), pattern);
                outer.push(before + last);
                before = 0;
                last = 0;
            } else if (token.group().equals(")")) {
                last += before + 2;
                before = outer.isEmpty() ? 0 : outer.pop();
            } else {
                checkEscape(token.group(), pattern);
                before += last;
                last = 1;
            }
        }
        return before + last;
    }

    /** An optional copy takes an instruction more, as does an open end. */
    private static long repeated(long size, Matcher repeat) {
        int min = number(repeat.group("min"));
        String end = repeat.group("max");
        int max = end == null || end.isEmpty() ? min : number(end);
        int copies = Math.max(1, Math.max(min, max));
        return size * copies + copies - Math.min(min, copies) + 1;
    }

    /** RE2 refuses what is more than {@value #MAX_COPIES}. */
    private static int number(String digits) {
        return digits.length() > 4 ? MAX_COPIES : Math.min(MAX_COPIES, Integer.parseInt(digits));
    }

    private static void checkGroup(String beginning, String pattern) {
        if (beginning.equals("(?")) {
            throw new PatternSyntaxException("a group begins with ( or (?: and has no flags and no name", pattern);
        }
    }

    private static void checkEscape(String token, String pattern) {
        if (token.equals("\\Q")) {
            throw new PatternSyntaxException("\\Q is not allowed, only \\ before a single character", pattern);
        }
    }
}
