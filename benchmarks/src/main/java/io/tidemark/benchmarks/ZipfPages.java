package io.tidemark.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Pages of a site, the n-th visited 1/n as often as the first. Immutable. */
final class ZipfPages {

    private final String[] pages;
    private final double[] upTo;

    ZipfPages(int count) {
        pages = new String[count];
        upTo = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            pages[i] = "/products/category-" + i % 20 + "/item-" + i;
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    String next(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return pages[found >= 0 ? found : -found - 1];
    }
}
