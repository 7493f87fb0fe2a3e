package io.tidemark.event;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What Jackson says of a text that it cannot read, for who wrote the text. Stateless and thread-safe. */
public final class JsonFault {

    /** Where a bracket that never closes stands in Jackson's source, and which of its switches would let a text pass. */
    private static final Pattern OF_ITSELF = Pattern.compile(
            " \\(start marker at .*|, from `[^`]*`|: enable `[^`]*` to allow| \\(not recognized as one since [^)]*\\)"
                    + "| \\(consider enabling `[^`]*`[^)]*\\)");

    private JsonFault() {}

    /** The reason, without the place and without what Jackson says of itself. */
    public static String reasonOf(JacksonException fault) {
        return OF_ITSELF.matcher(fault.getOriginalMessage()).replaceAll("");
    }
}
