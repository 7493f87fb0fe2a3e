package io.tidemark.api.query;

import java.util.List;

/** All counters, by name. */
public record CountersAnswer(List<CounterAnswer> counters) {}
