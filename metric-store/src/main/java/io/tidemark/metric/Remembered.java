package io.tidemark.metric;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of texts, kept while these have no more than so many characters together: that of the one asked for
 * longest ago goes first. Thread-safe; what several threads ask for at once may be made more than once.
 */
final class Remembered<V> {

    private final int maxCharacters;
    private final Function<String, V> maker;
    private final Map<String, V> byText = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    Remembered(int maxCharacters, Function<String, V> maker) {
        this.maxCharacters = maxCharacters;
        this.maker = maker;
    }

    /** Throws what the maker throws, and remembers nothing then. */
    V of(String text) {
        V known = find(text);
        return known == null ? kept(text, maker.apply(text)) : known;
    }

    private synchronized @Nullable V find(String text) {
        return byText.get(text);
    }

    private synchronized V kept(String text, V made) {
        V other = byText.putIfAbsent(text, made);
        if (other != null) {
            return other;
        }
        characters += text.length();
        Iterator<String> eldest = byText.keySet().iterator();
        while (characters > maxCharacters) {
            characters -= eldest.next().length();
            eldest.remove();
        }
        return made;
    }
}
