package io.tidemark.cli.demo;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What the shop sells.
 *
 * @param name  as it stands on its page
 * @param price with two digits behind the point
 */
record Product(String name, BigDecimal price) {

    static Product of(String name, String price) {
        return new Product(name, new BigDecimal(price));
    }

    String page() {
        return "/product/" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
