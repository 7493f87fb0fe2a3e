package io.tidemark.cli.audit;

import io.tidemark.metric.HyperLogLog;
import java.util.Base64;
import java.util.Map;

/**
 * A sketch of different texts, made here of each event by itself; the store's was made by Redis. Its text has a 32-bit
 * hash of the registers beside their count: other registers with the same count are told apart, as far as a hash can. Not
 * thread-safe.
 */
final class FoldedSketch implements FoldedValue {

    private final HyperLogLog sketch = new HyperLogLog();

    @Override
    public void add(String value, String place) {
        sketch.add(value);
    }

    @Override
    public Map<String, String> texts() {
        return Map.of(WHOLE, sketch.toString());
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
