package io.tidemark.cli.audit;

import java.util.regex.Pattern;

/** A text of an event as the store keeps it: JSON can spell half a surrogate pair, UTF-8 cannot, so it becomes U+FFFD. */
final class StoredText {

    private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return HALF_A_PAIR.matcher(text).replaceAll("\uFFFD");
            }
        }
        return text;
    }
}
