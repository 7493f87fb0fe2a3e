package io.tidemark.cli.audit;

import java.util.Map;

/** A number of events. Not thread-safe. */
final class FoldedCount implements FoldedValue {

    private long count;

    @Override
    public void add(String value, String place) {
        count++;
    }

    @Override
    public Map<String, String> texts() {
        return Map.of(WHOLE, saved());
    }

    @Override
    public String saved() {
        return Long.toString(count);
    }

    @Override
    public void restore(String saved) {
        count += Long.parseLong(saved);
    }
}
