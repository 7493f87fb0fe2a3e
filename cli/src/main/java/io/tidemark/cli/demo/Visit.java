package io.tidemark.cli.demo;

import io.tidemark.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One visitor's stay: signs in, looks at pages, perhaps searches, perhaps buys. Used by one thread. */
final class Visit implements Comparable<Visit> {

    private static final Zipf<String> ENTRIES = new Zipf<>(Shop.ENTRY_PAGES, 1);
    private static final Zipf<String> PAGES = new Zipf<>(Shop.BROWSED_PAGES, 1);
    private static final Zipf<Product> PRODUCTS = new Zipf<>(Shop.PRODUCTS, 0.9);
    private static final Zipf<String> QUERIES = new Zipf<>(Shop.QUERIES, 0.8);
    private static final Zipf<String> CAMPAIGNS = new Zipf<>(Shop.CAMPAIGNS, 0.7);

    private static final double LEAVES = 1 / 6.0;
    private static final double LOOKS_AT_PRODUCT = 0.45;
    private static final double SEARCHES = 0.2;
    private static final double BUYS_AT_PRODUCT = 0.07;
    private static final double MEAN_SECONDS_ON_PAGE = 14;
    private static final double MAX_SECONDS_ON_PAGE = 180;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Visitor visitor;
    private final RandomGenerator random;
    private Instant next;
    private String referrer;
    private boolean signedIn;

    Visit(Visitor visitor, Instant start, RandomGenerator random) {
        this.visitor = visitor;
        this.next = start;
        this.random = random;
        this.referrer = CAMPAIGNS.next(random);
    }

    /** When the next step is due. */
    Instant next() {
        return next;
    }

    /**
     * Takes the step that is due.
     *
     * @param troubled the service that is slow and fails at this time, if there is one
     * @return whether the visitor stays
     */
    boolean step(@Nullable Backend troubled, Consumer<Event> events) {
        Step step = new Step(next, troubled, events);
        if (!signedIn) {
            step.signIn();
            step.view(ENTRIES.next(random));
            signedIn = true;
        } else if (random.nextDouble() < SEARCHES) {
            step.search(QUERIES.next(random));
        } else if (random.nextDouble() < LOOKS_AT_PRODUCT) {
            step.look(PRODUCTS.next(random));
        } else {
            step.view(PAGES.next(random));
        }
        next = next.plus(timeOnPage());
        return random.nextDouble() >= LEAVES;
    }

    @Override
    public int compareTo(Visit other) {
        return next.compareTo(other.next);
    }

    private Duration timeOnPage() {
        double seconds = Math.min(1 + random.nextExponential() * MEAN_SECONDS_ON_PAGE, MAX_SECONDS_ON_PAGE);
        return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
    }

    /** What one click sets off. */
    private final class Step {

        private final Instant time;
        private final @Nullable Backend troubled;
        private final Consumer<Event> events;

        private Step(Instant time, @Nullable Backend troubled, Consumer<Event> events) {
            this.time = time;
            this.troubled = troubled;
            this.events = events;
        }

        private void signIn() {
            call(Backend.AUTH, "/api/login");
            events.accept(event("user_login")
                    .data("platform", visitor.platform())
                    .data("country", visitor.country())
                    .build());
        }

        private void view(String page) {
            call(Backend.WEB, page);
            events.accept(event("page_view")
                    .data("page", page)
                    .data("referrer", referrer)
                    .build());
            referrer = page;
        }

        private void look(Product product) {
            call(Backend.CATALOG, "/api/products");
            view(product.page());
            if (random.nextDouble() < BUYS_AT_PRODUCT) {
                buy(product);
            }
        }

        private void search(String query) {
            call(Backend.SEARCH, "/api/search");
            events.accept(event("search").data("query", query).build());
            view("/search");
        }

        private void buy(Product product) {
            call(Backend.CHECKOUT, "/api/checkout");
            call(Backend.PAYMENT, "/api/payments");
            events.accept(event("purchase")
                    .data("amount", product.price())
                    .data("country", visitor.country())
                    .data("product", product.name())
                    .build());
        }

        private void call(Backend backend, String path) {
            backend.call(visitor.userId(), path, backend == troubled, time, random, events);
        }

        private Event.Builder event(String type) {
            return Event.ofType(type).userId(visitor.userId()).timestamp(time);
        }
    }
}
