package io.tidemark.cli.audit;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A map whose values are made anew each time they are looked at, so that only one need be in memory at a time. */
final class OneByOne<K, V, W> extends AbstractMap<K, W> {

    private final Map<K, V> origin;
    private final Function<V, W> value;

    OneByOne(Map<K, V> origin, Function<V, W> value) {
        this.origin = origin;
        this.value = value;
    }

    @Override
    public Set<Entry<K, W>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, W>> iterator() {
                Iterator<Entry<K, V>> entries = origin.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Entry<K, W> next() {
                        Entry<K, V> entry = entries.next();
                        return Map.entry(entry.getKey(), value.apply(entry.getValue()));
                    }
                };
            }

            @Override
            public int size() {
                return origin.size();
            }
        };
    }
}
