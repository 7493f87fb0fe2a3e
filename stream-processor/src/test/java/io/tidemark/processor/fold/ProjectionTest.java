package io.tidemark.processor.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.FieldPath;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    /** More of them than are compared one by one, which have one hash: that is of the length and the bytes at both ends. */
    @Test
    void fieldsAreToldApartThoughTheirHashIsTheSame() {
        Projection projection = new Projection();
        int[] slots = new int[9];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = projection.slotOf(new FieldPath("data." + name(i)));
            assertThat(new FieldName(name(i)).hash()).isEqualTo(new FieldName(name(0)).hash());
        }
        EventDecoder event = new EventDecoder(projection);

        for (int i = 0; i < slots.length; i++) {
            event.decode(json("\"" + name(i) + "\":" + i + ",\"" + name(slots.length) + "\":\"another\""));

            for (int j = 0; j < slots.length; j++) {
                assertThat(event.text(slots[j])).isEqualTo(j == i ? Integer.toString(i) : null);
            }
        }
    }

    private static String name(int i) {
        return "campaign_" + (char) ('a' + i) + "_revenue";
    }

    private static byte[] json(String fields) {
        return ("{\"eventType\":\"a\",\"data\":{" + fields + "}}").getBytes(UTF_8);
    }
}
