package io.tidemark.metric;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression asks of {@code data}: chains of selections and of indices that are constant texts, {@code data.a['b
 * c'].d}, are paths, and anything else that is done with data asks for all of it. Stateless.
 */
final class ConditionFields {

    private ConditionFields() {}

    /** The paths that it may ask for, none of them below another. */
    static List<List<String>> of(CelExpr expression) {
        Set<List<String>> paths = new LinkedHashSet<>();
        collect(expression, paths);
        return paths.stream()
                .filter(path -> paths.stream()
                        .noneMatch(above -> above.size() < path.size() && above.equals(path.subList(0, above.size()))))
                .toList();
    }

    /** Paths without any of which the expression is not true, though there may be more. */
    static List<List<String>> requiredBy(CelExpr expression) {
        Set<List<String>> paths = new LinkedHashSet<>(forTruth(expression));
        return paths.stream().filter(path -> !path.isEmpty()).toList();
    }

    /**
     * What of data is at these paths, and the objects on the way there: the same of all data as of any part of it that has
     * these.
     */
    static Map<String, ?> part(Map<String, ?> data, List<List<String>> paths) {
        Map<String, Object> part = new LinkedHashMap<>();
        for (List<String> path : paths) {
            if (path.isEmpty()) {
                return data;
            }
            copy(data, path, part);
        }
        return part;
    }

    static boolean isSearch(CelExpr expression) {
        return expression.getKind() == Kind.CALL && expression.call().function().equals("matches");
    }

    /** Null if the pattern of this search is no constant text. */
    static @Nullable String patternOf(CelExpr search) {
        List<CelExpr> args = search.call().args();
        return textOf(args.get(args.size() - 1));
    }

    /** The patterns that texts are matched with, null for one that is no constant text. */
    static List<@Nullable String> patternsIn(CelExpr expression) {
        List<@Nullable String> patterns = new ArrayList<>();
        if (isSearch(expression)) {
            patterns.add(patternOf(expression));
        }
        partsOf(expression).forEach(part -> patterns.addAll(patternsIn(part)));
        return patterns;
    }

    @SuppressWarnings("unchecked") // an object is a copy of our own, since no path is below another
    private static void copy(Map<?, ?> from, List<String> path, Map<String, Object> to) {
        String name = path.get(0);
        Object value = from.get(name);
        if (value == null) {
            return;
        }
        if (path.size() == 1) {
            to.put(name, value);
        } else if (value instanceof Map<?, ?> object) {
            Object copy = to.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
            copy(object, path.subList(1, path.size()), (Map<String, Object>) copy);
        }
    }

    private static void collect(CelExpr expression, Set<List<String>> paths) {
        List<String> path = pathOf(expression);
        if (path != null) {
            paths.add(path);
        } else {
            partsOf(expression).forEach(part -> collect(part, paths));
        }
    }

    private static Set<List<String>> forTruth(CelExpr expression) {
        if (isCall(expression, "_&&_", 2)) {
            Set<List<String>> both = forTruth(expression.call().args().get(0));
            both.addAll(forTruth(expression.call().args().get(1)));
            return both;
        }
        if (isCall(expression, "_||_", 2)) {
            Set<List<String>> either = forTruth(expression.call().args().get(0));
            either.retainAll(forTruth(expression.call().args().get(1)));
            return either;
        }
        if (expression.getKind() == Kind.SELECT && expression.select().testOnly()) {
            List<String> path = pathOf(expression);
            return path == null ? new HashSet<>() : new HashSet<>(Set.of(path));
        }
        return forValue(expression);
    }

    /** Without any of these it is an error. */
    private static Set<List<String>> forValue(CelExpr expression) {
        Set<List<String>> paths = new HashSet<>();
        boolean isTest =
                expression.getKind() == Kind.SELECT && expression.select().testOnly();
        List<String> path = isTest ? null : pathOf(expression);
        if (path != null) {
            paths.add(path);
            return paths;
        }
        for (CelExpr part : strictPartsOf(expression)) {
            paths.addAll(forValue(part));
        }
        return paths;
    }

    /** Those which are always evaluated, and whose errors are its own. */
    private static List<CelExpr> strictPartsOf(CelExpr expression) {
        if (isCall(expression, "_&&_", 2) || isCall(expression, "_||_", 2)) {
            return List.of();
        }
        if (isCall(expression, "_?_:_", 3)) {
            return List.of(expression.call().args().get(0));
        }
        if (expression.getKind() == Kind.COMPREHENSION) {
            return List.of(expression.comprehension().iterRange());
        }
        return partsOf(expression);
    }

    private static List<CelExpr> partsOf(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> List.of(expression.select().operand());
            case CALL -> {
                CelCall call = expression.call();
                List<CelExpr> parts = new ArrayList<>(call.args());
                call.target().ifPresent(parts::add);
                yield parts;
            }
            case LIST -> expression.list().elements();
            case MAP -> {
                List<CelExpr> parts = new ArrayList<>();
                expression.map().entries().forEach(entry -> parts.addAll(List.of(entry.key(), entry.value())));
                yield parts;
            }
            case COMPREHENSION -> {
                CelComprehension loop = expression.comprehension();
                yield List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result());
            }
            default -> List.of();
        };
    }

    /** Null if the expression is no chain that begins with {@code data}. */
    private static @Nullable List<String> pathOf(CelExpr expression) {
        if (expression.getKind() == Kind.IDENT) {
            String name = expression.ident().name();
            // A variable of a loop may be named so too: then too much is asked for, which is harmless.
            return name.equals(ConditionLanguage.DATA) || name.equals("." + ConditionLanguage.DATA) ? List.of() : null;
        }
        if (expression.getKind() == Kind.SELECT) {
            return joined(
                    pathOf(expression.select().operand()), expression.select().field());
        }
        if (isCall(expression, "_[_]", 2)) {
            List<CelExpr> args = expression.call().args();
            return joined(pathOf(args.get(0)), textOf(args.get(1)));
        }
        return null;
    }

    private static @Nullable List<String> joined(@Nullable List<String> path, @Nullable String name) {
        if (path == null || name == null) {
            return null;
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static @Nullable String textOf(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expression.constant().stringValue()
                : null;
    }

    private static boolean isCall(CelExpr expression, String function, int args) {
        return expression.getKind() == Kind.CALL
                && expression.call().function().equals(function)
                && expression.call().args().size() == args;
    }
}
