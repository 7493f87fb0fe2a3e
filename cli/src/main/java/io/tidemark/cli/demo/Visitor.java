package io.tidemark.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Somebody with an account.
 *
 * @param country  where they live
 * @param platform what they look at the shop with
 */
record Visitor(String userId, String country, String platform) {

    private static final int COUNT = 5_000;
    private static final int FIRST_NUMBER = 10_000;
    // Prime to the count: the busiest are not the first to have come.
    private static final int STRIDE = 1_877;

    /** All of them, those who come most often first; the same in every run. */
    static List<Visitor> all() {
        SplittableRandom random = new SplittableRandom(COUNT);
        Zipf<String> countries = new Zipf<>(Shop.COUNTRIES, 0.9);
        Zipf<String> platforms = new Zipf<>(Shop.PLATFORMS, 0.5);
        List<Visitor> visitors = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            String userId = "u" + (FIRST_NUMBER + (long) i * STRIDE % COUNT);
            visitors.add(new Visitor(userId, countries.next(random), platforms.next(random)));
        }
        return visitors;
    }
}
