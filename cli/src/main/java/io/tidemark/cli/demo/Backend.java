package io.tidemark.cli.demo;

import io.tidemark.event.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The services behind the shop: each has its own usual latency, and its own way to fail. */
enum Backend {
    WEB("web", 38, 0.45, 0.002, List.of("timeout", "template", "out_of_memory")),
    CATALOG("catalog", 9, 0.5, 0.001, List.of("timeout", "cache_miss_storm")),
    SEARCH("search", 65, 0.7, 0.006, List.of("timeout", "bad_query", "index_unavailable")),
    AUTH("auth", 21, 0.4, 0.003, List.of("token_expired", "rate_limited")),
    CHECKOUT("checkout", 120, 0.5, 0.008, List.of("out_of_stock", "timeout")),
    PAYMENT("payment", 310, 0.55, 0.02, List.of("card_declined", "provider_unavailable", "timeout"));

    private static final double SLOW_SHARE = 0.03;
    private static final double MAX_MILLIS = 30_000;
    private static final double TROUBLE_LATENCY = 4;
    private static final double TROUBLE_FAILURES = 15;
    private static final int OK = 200;
    private static final Zipf<Integer> FAILURES = new Zipf<>(List.of(500, 503, 504), 1);

    private final String service;
    private final double medianMillis;
    private final double sigma;
    private final double failureShare;
    private final Zipf<String> kinds;

    Backend(String service, double medianMillis, double sigma, double failureShare, List<String> kinds) {
        this.service = service;
        this.medianMillis = medianMillis;
        this.sigma = sigma;
        this.failureShare = failureShare;
        this.kinds = new Zipf<>(kinds, 1);
    }

    /** One request of this user at this time: an event {@code request}, and {@code error} if it fails. */
    void call(
            String userId,
            String path,
            boolean inTrouble,
            Instant time,
            RandomGenerator random,
            Consumer<Event> events) {
        boolean fails = random.nextDouble() < failureShare * (inTrouble ? TROUBLE_FAILURES : 1);
        events.accept(Event.ofType("request")
                .userId(userId)
                .timestamp(time)
                .data("service", service)
                .data("path", path)
                .data("ms", latency(inTrouble, random))
                .data("status", fails ? FAILURES.next(random) : OK)
                .build());
        if (fails) {
            events.accept(Event.ofType("error")
                    .userId(userId)
                    .timestamp(time)
                    .data("service", service)
                    .data("kind", kinds.next(random))
                    .build());
        }
    }

    /** Log-normal, with a tail like that of a pause or a retry: of a slow request, one in four takes double again. */
    private BigDecimal latency(boolean inTrouble, RandomGenerator random) {
        double millis = medianMillis * Math.exp(sigma * random.nextGaussian());
        if (random.nextDouble() < SLOW_SHARE) {
            millis *= 2 / Math.sqrt(1 - random.nextDouble());
        }
        if (inTrouble) {
            millis *= TROUBLE_LATENCY;
        }
        return BigDecimal.valueOf(Math.min(millis, MAX_MILLIS)).setScale(1, RoundingMode.HALF_EVEN);
    }
}
