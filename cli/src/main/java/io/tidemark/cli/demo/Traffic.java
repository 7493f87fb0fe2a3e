package io.tidemark.cli.demo;

import io.tidemark.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that happens in the shop, in the order of time: a pure function of the seed, the start and the zone. Used by one
 * thread.
 */
final class Traffic {

    /** So long do visits last, nearly all of them: after it as many leave as come. */
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private static final double VISITS_PER_SECOND = 4;
    private static final double NOISE = 0.15;
    private static final double RUSH = 2.5;
    private static final long MILLIS_PER_SECOND = 1000;

    private final Zipf<Visitor> visitors = new Zipf<>(Visitor.all(), 0.7);
    private final Queue<Visit> visits = new PriorityQueue<>();
    private final DayRhythm rhythm;
    private final SplittableRandom random;
    private final Episodes rushes;
    private final Episodes troubles;
    private @Nullable Backend troubled;
    private Instant nextArrivals;

    /** From this moment on, with as many visits under way as are usual then. */
    Traffic(long seed, Instant start, ZoneId zone) {
        this.random = new SplittableRandom(seed);
        this.rhythm = new DayRhythm(zone);
        this.rushes = new Episodes(random.split(), 300, 20, 60);
        this.troubles = new Episodes(random.split(), 900, 30, 120);
        this.nextArrivals = start.minus(WARM_UP);
        advance(start, event -> {});
    }

    /** Goes on up to this moment, which itself is left for the next call. */
    void advance(Instant to, Consumer<Event> events) {
        for (; !nextArrivals.isAfter(to); nextArrivals = nextArrivals.plusSeconds(1)) {
            stepUntil(nextArrivals, events);
            arrive();
        }
        stepUntil(to, events);
    }

    private void stepUntil(Instant end, Consumer<Event> events) {
        while (!visits.isEmpty() && visits.element().next().isBefore(end)) {
            Visit visit = visits.remove();
            if (visit.step(troubled, events)) {
                visits.add(visit);
            }
        }
    }

    /** All who come within one second. */
    private void arrive() {
        boolean rush = rushes.nextSecond();
        findTrouble();
        double noise = Math.exp(NOISE * random.nextGaussian());
        double expected = VISITS_PER_SECOND * rhythm.factor(nextArrivals) * noise * (rush ? RUSH : 1);
        for (int i = poisson(expected); i > 0; i--) {
            Instant start = nextArrivals.plusMillis(random.nextLong(MILLIS_PER_SECOND));
            visits.add(new Visit(visitors.next(random), start, random));
        }
    }

    private void findTrouble() {
        if (!troubles.nextSecond()) {
            troubled = null;
        } else if (troubled == null) {
            Backend[] all = Backend.values();
            troubled = all[random.nextInt(all.length)];
        }
    }

    /** By Knuth's method, good for the few that come within a second. */
    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
