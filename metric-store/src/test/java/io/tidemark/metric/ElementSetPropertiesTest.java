package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ElementSetPropertiesTest {

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings().ofMaxLength(2).list();
    }

    @Property
    void mergedSketchesAreThatOfEverythingInAnyOrder(
            @ForAll("texts") List<String> one, @ForAll("texts") List<String> other) {
        HyperLogLog left = sketchOf(one);
        left.merge(sketchOf(other));
        HyperLogLog right = sketchOf(other);
        one.forEach(right::add);

        assertThat(left).isEqualTo(right).hasToString(right.toString());
    }

    @Property
    void elementIsNewOnlyOnce(@ForAll("texts") List<String> texts) {
        ElementSet set = new ElementSet();

        long added = texts.stream().filter(set::add).count();

        assertThat(added).isEqualTo(elements(set).size());
        assertThat(texts).noneMatch(set::add);
    }

    private static ElementSet setOf(List<String> texts) {
        ElementSet set = new ElementSet();
        texts.forEach(set::add);
        return set;
    }

    private static HyperLogLog sketchOf(List<String> texts) {
        HyperLogLog sketch = new HyperLogLog();
        texts.forEach(sketch::add);
        return sketch;
    }

    private static Set<String> elements(ElementSet set) {
        Set<String> elements = new HashSet<>();
        set.deltas((part, element) -> elements.add(element));
        return elements;
    }
}
