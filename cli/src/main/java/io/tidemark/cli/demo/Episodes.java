package io.tidemark.cli.demo;

import java.util.random.RandomGenerator;

/** Short stretches of something out of the ordinary, at random distances. Asked once for each second, in order. */
final class Episodes {

    private final RandomGenerator random;
    private final double meanPause;
    private final int shortest;
    private final int longest;
    private int left;

    /**
     * With lengths in seconds.
     *
     * @param meanPause the mean of the seconds between two episodes
     */
    Episodes(RandomGenerator random, double meanPause, int shortest, int longest) {
        this.random = random;
        this.meanPause = meanPause;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** Goes on by a second and tells whether it lies in an episode. */
    boolean nextSecond() {
        if (left > 0) {
            left--;
        } else if (random.nextDouble() < 1 / meanPause) {
            left = random.nextInt(shortest, longest + 1);
        }
        return left > 0;
    }
}
