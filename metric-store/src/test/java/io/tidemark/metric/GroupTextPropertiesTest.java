package io.tidemark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GroupTextPropertiesTest {

    @Property
    void severalDimensionsAreACompactJsonArrayAndComeBack(@ForAll @Size(min = 2, max = 4) List<String> texts) {
        String group = GroupText.of(texts.toArray(String[]::new));

        assertThat(group).isEqualTo(JsonMapper.shared().writeValueAsString(texts));
        assertThat(GroupText.dimensions(group, texts.size())).isEqualTo(texts);
    }

    @Property
    void oneDimensionIsItsText(@ForAll String text) {
        assertThat(GroupText.dimensions(text, 1)).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "[]", "[\"a\"]", "[\"a\",null]", "[\"a\",[1]]", "[\"a\",\"b\",\"c\"]", "{}", "null"})
    void whatIsNoSuchArrayIsRefused(String group) {
        assertThatIllegalArgumentException().isThrownBy(() -> GroupText.dimensions(group, 2));
    }
}
