package io.tidemark.cli.audit;

import io.tidemark.metric.HyperLogLog;
import java.math.BigDecimal;
import java.util.Base64;

/** What the log makes of the events of one pane and group. Not thread-safe. */
sealed interface FoldedValue {

    /** Takes in what one event brings. */
    void add(String value);

    /** As a snapshot of the store has it. */
    String text();

    /** As a baseline has it, for {@link #restore}. */
    String saved();

    /** Takes in what a value of the same kind had saved. */
    void restore(String saved);

    /** A number of events. */
    final class Count implements FoldedValue {

        private long count;

        @Override
        public void add(String value) {
            count++;
        }

        @Override
        public String text() {
            return Long.toString(count);
        }

        @Override
        public String saved() {
            return text();
        }

        @Override
        public void restore(String saved) {
            count += Long.parseLong(saved);
        }
    }

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

        @Override
        public String saved() {
            return text();
        }

        @Override
        public void restore(String saved) {
            add(saved);
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

        @Override
        public String saved() {
            byte[] ranks = new byte[HyperLogLog.REGISTERS];
            for (int register = 0; register < ranks.length; register++) {
                ranks[register] = (byte) sketch.rank(register);
            }
            return Base64.getEncoder().encodeToString(ranks);
        }

        @Override
        public void restore(String saved) {
            byte[] ranks = Base64.getDecoder().decode(saved);
            for (int register = 0; register < ranks.length; register++) {
                sketch.raise(register, ranks[register]);
            }
        }
    }
}
