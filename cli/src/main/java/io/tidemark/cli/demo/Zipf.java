package io.tidemark.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A choice among things of falling popularity: the n-th is taken n<sup>-s</sup> as often as the first. Immutable if the
 * things are.
 */
final class Zipf<T> {

    private final List<T> things;
    private final double[] upTo;

    /**
     * Over things in the order of their popularity.
     *
     * @param exponent s: 0 takes all alike, 1 is how often words and pages are met
     */
    Zipf(List<T> things, double exponent) {
        this.things = List.copyOf(things);
        this.upTo = new double[things.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += Math.pow(i + 1, -exponent);
            upTo[i] = sum;
        }
    }

    T next(RandomGenerator random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return things.get(found >= 0 ? found : -found - 1);
    }
}
