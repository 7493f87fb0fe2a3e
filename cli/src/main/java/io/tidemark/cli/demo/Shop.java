package io.tidemark.cli.demo;

import java.util.List;

/** What can be looked at, looked for and bought; each list with the most popular first. */
final class Shop {

    static final List<Product> PRODUCTS = List.of(
            Product.of("Trail Backpack 40 l", "119.90"),
            Product.of("Two-Person Tent", "249.00"),
            Product.of("Merino Socks", "18.50"),
            Product.of("Headlamp 400 lm", "44.95"),
            Product.of("Steel Bottle 1 l", "27.90"),
            Product.of("Rain Jacket", "139.00"),
            Product.of("Down Sleeping Bag", "289.00"),
            Product.of("Gas Stove", "39.95"),
            Product.of("Trekking Poles", "69.90"),
            Product.of("Hiking Boots", "179.00"),
            Product.of("Titanium Mug", "24.90"),
            Product.of("Sleeping Mat", "89.00"),
            Product.of("First Aid Kit", "32.50"),
            Product.of("Dry Bag 20 l", "21.90"),
            Product.of("Camp Chair", "79.95"),
            Product.of("Fleece Sweater", "64.90"),
            Product.of("Water Filter", "42.00"),
            Product.of("Sun Hat", "29.90"),
            Product.of("Climbing Rope 60 m", "154.00"),
            Product.of("Compass", "34.90"),
            Product.of("Hammock", "59.90"),
            Product.of("Pocket Knife", "36.00"),
            Product.of("Bike Panniers", "129.00"),
            Product.of("Energy Bar Box", "19.80"),
            Product.of("Snowshoes", "199.00"),
            Product.of("Kids' Backpack 12 l", "49.90"),
            Product.of("Solar Charger", "84.50"),
            Product.of("Tarp 3 x 3 m", "74.90"),
            Product.of("Gaiters", "38.90"),
            Product.of("Repair Tape", "7.95"));

    static final List<String> ENTRY_PAGES = List.of("/", "/sale", "/category/backpacks", "/category/tents", "/new");

    static final List<String> BROWSED_PAGES = List.of(
            "/",
            "/category/backpacks",
            "/category/tents",
            "/sale",
            "/category/clothing",
            "/cart",
            "/category/shoes",
            "/new",
            "/category/cooking",
            "/account/orders",
            "/category/climbing",
            "/help/shipping",
            "/help/returns",
            "/stores",
            "/guides/packing-list",
            "/guides/first-overnight-hike");

    static final List<String> QUERIES = List.of(
            "backpack",
            "tent",
            "rain jacket",
            "headlamp",
            "hiking boots men",
            "hiking boots women",
            "sleeping bag",
            "socks",
            "water bottle",
            "stove",
            "trekking poles",
            "gift card",
            "sleeping mat light",
            "kids backpack",
            "rope",
            "sun hat",
            "hammock",
            "water filter",
            "size chart",
            "bike bags");

    static final List<String> CAMPAIGNS = List.of("search-engine", "direct", "newsletter", "social", "partner");

    static final List<String> COUNTRIES =
            List.of("DE", "US", "GB", "FR", "NL", "AT", "CH", "ES", "IT", "SE", "PL", "JP");

    static final List<String> PLATFORMS = List.of("Web", "Android", "iOS");

    private Shop() {}
}
