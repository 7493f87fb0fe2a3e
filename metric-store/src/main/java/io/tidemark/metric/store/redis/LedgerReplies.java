package io.tidemark.metric.store.redis;

import io.tidemark.metric.store.Fate;
import io.tidemark.metric.store.LogPoint;
import io.tidemark.metric.store.MetricAccounting;
import io.tidemark.metric.store.Position;
import io.tidemark.metric.store.StoreDamagedException;
import io.tidemark.metric.store.TopicLedger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers and accounting as the store has them. */
final class LedgerReplies {

    private static final String ID = "id";
    private static final String START = ":start";
    private static final String BROKEN = "broken";

    private LedgerReplies() {}

    static TopicLedger ledger(
            Map<String, String> ledger, Map<String, String> progress, Map<String, String> accounting) {
        if (ledger.isEmpty() && progress.isEmpty() && accounting.isEmpty()) {
            return TopicLedger.NONE;
        }
        try {
            Map<Integer, Position> positions = new HashMap<>();
            Map<Integer, Long> starts = new HashMap<>();
            ledger.forEach((field, value) -> {
                if (field.endsWith(START)) {
                    starts.put(
                            Integer.valueOf(field.substring(0, field.length() - START.length())), Long.valueOf(value));
                } else if (!field.equals(ID)) {
                    positions.put(Integer.valueOf(field), Position.parse(value));
                }
            });
            Map<Integer, Long> times = new HashMap<>();
            Map<Integer, List<LogPoint>> points = new HashMap<>();
            progress.forEach((field, time) -> {
                int at = field.indexOf(':');
                if (at < 0) {
                    times.put(Integer.valueOf(field), Long.valueOf(time));
                } else {
                    points.computeIfAbsent(Integer.valueOf(field.substring(0, at)), partition -> new ArrayList<>())
                            .add(new LogPoint(Long.parseLong(field.substring(at + 1)), Long.parseLong(time)));
                }
            });
            points.values().forEach(list -> list.sort(Comparator.comparingLong(LogPoint::offset)));
            return new TopicLedger(
                    ledger.get(ID), positions, starts, times, points, fates(accounting), accounting.get(BROKEN));
        } catch (IllegalArgumentException e) {
            throw new StoreDamagedException("the bookkeeping of a topic cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of one metric; foreign content breaks that metric and no other. */
    static MetricAccounting accounting(Map<String, String> fields) {
        try {
            return new MetricAccounting(
                    count(fields, "matched"),
                    count(fields, "applied"),
                    count(fields, "late"),
                    count(fields, "unusable"),
                    fields.get(BROKEN));
        } catch (StoreDamagedException e) {
            return unreadable(fields.getOrDefault(BROKEN, String.valueOf(e.getMessage())));
        }
    }

    static MetricAccounting unreadable(String broken) {
        return new MetricAccounting(0, 0, 0, 0, broken);
    }

    private static Map<Fate, Long> fates(Map<String, String> accounting) {
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            if (accounting.containsKey(fate.text())) {
                fates.put(fate, count(accounting, fate.text()));
            }
        }
        return fates;
    }

    private static long count(Map<String, String> fields, String field) {
        String text = fields.getOrDefault(field, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StoreDamagedException("accounting has '" + text + "' as " + field + "; it must be a count", e);
        }
    }
}
