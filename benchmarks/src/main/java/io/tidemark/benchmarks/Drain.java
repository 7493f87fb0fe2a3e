package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drain as it was seen.
 *
 * @param first when the ledger was first seen to advance: the events before that are not counted
 * @param half  when half of all events were folded, the processor's JVM then being warm
 * @param end   when all were
 */
record Drain(Mark first, Mark half, Mark end) {

    /**
     * A moment of it.
     *
     * @param nanos  of a clock of its own, in nanoseconds
     * @param events how many had been folded
     * @param cpu    what all processes had used
     */
    record Mark(long nanos, long events, CpuTimes cpu) {}

    long perSecond() {
        return new Stretch(first, end).perSecond();
    }

    /** The report; its last line is for programs to read. */
    List<String> lines() {
        Stretch whole = new Stretch(first, end);
        Stretch second = new Stretch(half, end);
        List<String> lines = new ArrayList<>();
        lines.add(row("", "whole", "second half"));
        lines.add(row("events", number(whole.events()), number(second.events())));
        lines.add(row("seconds", decimal(whole.nanos()), decimal(second.nanos())));
        lines.add(row("events/s", number(whole.perSecond()), number(second.perSecond())));
        for (CpuTimes.Part part : CpuTimes.Part.values()) {
            lines.add(row(
                    part + " CPU s",
                    decimal(whole.cpu().of(part)),
                    decimal(second.cpu().of(part))));
        }
        for (CpuTimes.Part part : CpuTimes.Part.values()) {
            lines.add(row(
                    part + " ns/event",
                    number(whole.perEvent(whole.cpu().of(part))),
                    number(second.perEvent(second.cpu().of(part)))));
        }
        lines.add("drain-mixed: " + whole.perSecond() + " events/s, "
                + whole.perEvent(whole.cpu().total()) + " ns/event");
        return lines;
    }

    private static String row(String what, String whole, String second) {
        return String.format(Locale.ROOT, "%-20s%14s%14s", what, whole, second);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String decimal(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e9);
    }

    private record Stretch(Mark from, Mark to) {

        long events() {
            return to.events() - from.events();
        }

        long nanos() {
            return to.nanos() - from.nanos();
        }

        CpuTimes cpu() {
            return to.cpu().minus(from.cpu());
        }

        long perSecond() {
            return nanos() == 0 ? 0 : Math.round(events() * 1e9 / nanos());
        }

        long perEvent(long cpuNanos) {
            return events() == 0 ? 0 : Math.round((double) cpuNanos / events());
        }
    }
}
