package io.tidemark.metric;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** Different texts. */
public final class ElementSet implements Accumulator {

    private final Set<String> elements = new HashSet<>();

    /**
     * Adds a text; half a surrogate pair, which UTF-8 cannot spell, counts as U+FFFD.
     *
     * @return whether it was not there
     */
    public boolean add(String text) {
        // Most events bring a text that is there already.
        return !elements.contains(text) && elements.add(WellFormed.text(text));
    }

    @Override
    public void deltas(BiConsumer<String, String> sink) {
        elements.forEach(element -> sink.accept(WHOLE, element));
    }
}
