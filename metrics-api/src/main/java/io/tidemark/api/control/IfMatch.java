package io.tidemark.api.control;

import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which versions of the catalog a change is meant for, as the header {@code If-Match} says.
 *
 * @param tags strong entity tags, {@code "7"}; empty: whichever is the newest
 */
public record IfMatch(List<String> tags) {

    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("\\*|(W/)?\"[\\x21\\x23-\\x7e]*\"");
    private static final String ALLOWED = "the ETag of an answer, as \"7\", several with commas between, or *";

    /** Of the header's values as they came; none: whichever version is the newest. */
    public static IfMatch of(List<String> values) {
        List<String> tags = values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        for (String tag : tags) {
            if (!TAG.matcher(tag).matches()) {
                throw new RefusedException(
                        Refusal.BAD_REQUEST,
                        "If-Match is '" + tag + "'; allowed: " + ALLOWED,
                        "If-Match",
                        tag,
                        ALLOWED);
            }
        }
        return new IfMatch(tags);
    }

    /** The entity tag of a version. */
    public static String tagOf(int version) {
        return "\"" + version + "\"";
    }

    /** Throws {@link RefusedException} if another version is meant. */
    void require(int newest) {
        if (!tags.isEmpty() && !tags.contains(ANY) && !tags.contains(tagOf(newest))) {
            String given = String.join(", ", tags);
            throw new RefusedException(
                    Refusal.STALE_VERSION,
                    "If-Match is '" + given + "'; the newest version of the catalog is " + tagOf(newest),
                    "If-Match",
                    given,
                    tagOf(newest));
        }
    }
}
