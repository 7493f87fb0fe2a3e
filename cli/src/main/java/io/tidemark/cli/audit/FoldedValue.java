package io.tidemark.cli.audit;

import io.tidemark.metric.HyperLogLog;
import java.math.BigDecimal;

/** What the log makes of the events of one pane and group. Not thread-safe. */
sealed interface FoldedValue {

    /** Takes in what one event brings. */
    void add(String value);

    /** As a snapshot of the store has it. */
    String text();

    /** A sum of decimals. */
    final class Sum implements FoldedValue {

        private BigDecimal sum = BigDecimal.ZERO;

        @Override
        public void add(String value) {
            sum = sum.add(new BigDecimal(value));
        }

        @Override
        public String text() {
            return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
        }
    }

    /**
     * A sketch of different texts, made here of each event by itself; the store's was made by Redis. Its text has a 32-bit
     * hash of the registers beside their count: other registers with the same count are told apart, as far as a hash can.
     */
    final class Sketch implements FoldedValue {

        private final HyperLogLog sketch = new HyperLogLog();

        @Override
        public void add(String value) {
            sketch.add(value);
        }

        @Override
        public String text() {
            return sketch.toString();
        }
    }
}
