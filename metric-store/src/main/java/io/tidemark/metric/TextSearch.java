package io.tidemark.metric;

/** Whether a text contains another, in a time that grows with their lengths and not with the product of these. Stateless. */
final class TextSearch {

    /** For what is no longer, the search of the JDK is fast enough, which compares at every place anew. */
    private static final int SHORT = 32;

    private TextSearch() {}

    static boolean contains(String text, String part) {
        if (part.length() <= SHORT || part.length() > text.length()) {
            return text.contains(part);
        }
        int[] borders = bordersOf(part);
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            matched = extended(part, borders, matched, text.charAt(i));
            if (matched == part.length()) {
                return true;
            }
        }
        return false;
    }

    /**
     * By length of each beginning of the text, how long the longest shorter one is that it ends with (Knuth, Morris and
     * Pratt 1977).
     */
    private static int[] bordersOf(String part) {
        int[] borders = new int[part.length() + 1];
        int matched = 0;
        for (int i = 1; i < part.length(); i++) {
            matched = extended(part, borders, matched, part.charAt(i));
            borders[i + 1] = matched;
        }
        return borders;
    }

    private static int extended(String part, int[] borders, int matched, char next) {
        int length = matched;
        while (length > 0 && part.charAt(length) != next) {
            length = borders[length];
        }
        return part.charAt(length) == next ? length + 1 : 0;
    }
}
