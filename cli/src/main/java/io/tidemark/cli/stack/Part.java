package io.tidemark.cli.stack;

import java.util.concurrent.Callable;

/**
 * One thing to start.
 *
 * @param name for the person at the terminal
 * @param address where it will listen
 * @param starter starts it and returns when it is ready; what it returns stops it
 */
record Part(String name, String address, Callable<? extends AutoCloseable> starter) {}
