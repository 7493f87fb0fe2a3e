package io.tidemark.processor.log;

import java.util.concurrent.TimeUnit;

/** Tells how much time has passed. Unlike a wall clock it is never set, so nothing waits for hours because one was. */
@FunctionalInterface
public interface Ticker {

    /** The JVM's own. */
    Ticker SYSTEM = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    /** Milliseconds since some moment, which may lie in the future. */
    long millis();
}
