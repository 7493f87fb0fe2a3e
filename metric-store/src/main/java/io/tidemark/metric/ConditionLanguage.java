package io.tidemark.metric;

import com.google.re2j.PatternSyntaxException;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import io.tidemark.event.EventRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of CEL that conditions are written in. Left out is what could make one event expensive (texts and lists that
 * are put together, lists that are made by {@code map} and {@code filter}) and what could differ from one machine to
 * another (calendars, and the text of a double). Stateless and thread-safe.
 */
final class ConditionLanguage {

    static final String EVENT_TYPE = "eventType";
    static final String USER_ID = "userId";
    static final String TIMESTAMP = "timestamp";
    static final String DATA = "data";

    private static final int MAX_NODES = 256;
    private static final int MAX_DEPTH = 32;

    /** Those of our own: the library's would take any pattern, and a time that grows with the product of two texts. */
    private static final Set<String> REPLACED = Set.of("MATCHES", "CONTAINS");

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();

    private static final Set<String> FUNCTIONS = Set.of(
            "LOGICAL_NOT",
            "LOGICAL_OR",
            "LOGICAL_AND",
            "CONDITIONAL",
            "NOT_STRICTLY_FALSE",
            "EQUALS",
            "NOT_EQUALS",
            "LESS",
            "LESS_EQUALS",
            "GREATER",
            "GREATER_EQUALS",
            "IN",
            "ADD",
            "SUBTRACT",
            "MULTIPLY",
            "DIVIDE",
            "MODULO",
            "NEGATE",
            "INDEX",
            "SIZE",
            "CONTAINS",
            "STARTS_WITH",
            "ENDS_WITH",
            "MATCHES",
            "INT",
            "DOUBLE",
            "STRING",
            "BOOL",
            "TYPE");

    private static final Set<String> OVERLOADS_LEFT_OUT =
            Set.of("ADD_STRING", "ADD_LIST", "ADD_BYTES", "DOUBLE_TO_STRING");

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(
                    CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS, CelStandardMacro.EXISTS_ONE)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) -> isAllowed(function.name(), overload.toString()))
                    .build())
            .addVar(EVENT_TYPE, SimpleType.STRING)
            .addVar(USER_ID, NullableType.create(SimpleType.STRING))
            .addVar(TIMESTAMP, SimpleType.INT)
            .addVar(DATA, MapType.create(SimpleType.STRING, SimpleType.DYN))
            .setResultType(SimpleType.BOOL)
            .build();

    /** It copies the maps and lists that it is given, which is cheaper than the older one's care for small ones. */
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .filterFunctions((function, overload) ->
                            !REPLACED.contains(function.name()) && isAllowed(function.name(), overload.toString()))
                    .build())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "matches",
                    CelFunctionBinding.from("matches", String.class, String.class, ConditionPattern::isFound),
                    CelFunctionBinding.from("matches_string", String.class, String.class, ConditionPattern::isFound)))
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "contains",
                    CelFunctionBinding.from("contains_string", String.class, String.class, TextSearch::contains)))
            .build();

    private ConditionLanguage() {}

    /** Throws {@link InvalidDefinitionException} unless the text is a condition. */
    static CelAbstractSyntaxTree check(String text) {
        CelValidationResult result = COMPILER.compile(text);
        if (result.hasError()) {
            throw refused(text, described(result.getErrors().get(0)));
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            ConditionFields.patternsIn(ast.getExpr()).forEach(pattern -> checkPattern(text, pattern));
            return ast;
        } catch (CelValidationException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
    }

    static CelRuntime.Program program(String text, CelAbstractSyntaxTree ast) {
        try {
            return RUNTIME.createProgram(ast);
        } catch (CelEvaluationException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
    }

    static InvalidDefinitionException refused(String text, String why) {
        return new InvalidDefinitionException(
                "where is '" + EventRules.shown(text) + "': " + why
                        + "; allowed is a condition in CEL over eventType, userId, timestamp and data, as data.service == 'web'");
    }

    private static boolean isAllowed(String function, String overload) {
        return FUNCTIONS.contains(function)
                && !OVERLOADS_LEFT_OUT.contains(overload)
                && !overload.contains("DURATION")
                && !overload.contains("TIMESTAMP");
    }

    private static String described(CelIssue issue) {
        int column = issue.getSourceLocation().getColumn() + 1; // it counts from 0, lines from 1
        int line = issue.getSourceLocation().getLine();
        String place = column <= 0 ? "" : " at character " + column + (line > 1 ? " of line " + line : "");
        return issue.getMessage().replaceFirst(" \\((in container|candidates: ).*", "") + place;
    }

    private static void checkPattern(String text, @Nullable String pattern) {
        if (pattern == null) {
            throw refused(text, "a text is matched with a pattern that is no constant text");
        }
        try {
            ConditionPattern.check(pattern);
        } catch (PatternSyntaxException e) {
            throw refused(text, "the pattern '" + EventRules.shown(pattern) + "' is wrong: " + e.getDescription());
        }
    }
}
