package io.tidemark.benchmarks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The CPU time, user and system, that the processes have used since they started.
 *
 * @param nanos by process, in nanoseconds; the system counts in steps of about 10 ms
 */
record CpuTimes(Map<Part, Long> nanos) {

    /** Who uses CPU. */
    enum Part {
        PROCESSOR("processor"),
        BROKER("broker"),
        REDIS("Redis");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    CpuTimes {
        nanos = Map.copyOf(nanos);
    }

    static CpuTimes of(Map<Part, ProcessHandle> processes) {
        Map<Part, Long> nanos = new EnumMap<>(Part.class);
        processes.forEach((part, process) -> nanos.put(part, cpu(part, process)));
        return new CpuTimes(nanos);
    }

    CpuTimes minus(CpuTimes earlier) {
        Map<Part, Long> difference = new EnumMap<>(Part.class);
        nanos.forEach((part, value) -> difference.put(part, value - earlier.of(part)));
        return new CpuTimes(difference);
    }

    long of(Part part) {
        return nanos.getOrDefault(part, 0L);
    }

    long total() {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long cpu(Part part, ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElseThrow(() ->
                        new IllegalStateException("no CPU time is known of the " + part + ", pid " + process.pid()));
    }
}
