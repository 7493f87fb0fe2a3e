package io.tidemark.cli.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** What a seed decides. Each step has a seed of its own, so that the others stay what they are when one is left out. */
final class Chance {

    private SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    void reseed(long seed) {
        random = new SplittableRandom(seed);
    }

    long seed() {
        return random.nextLong();
    }

    /** True in so many of a hundred cases. */
    boolean percent(int cases) {
        return random.nextInt(100) < cases;
    }

    /** From 0 up to, but not including, the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    <T> T oneOf(List<T> list) {
        return list.get(below(list.size()));
    }
}
