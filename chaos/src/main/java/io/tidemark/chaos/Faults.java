package io.tidemark.chaos;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All faults there are. */
final class Faults {

    static final List<Fault> ALL = Stream.of(ProcessorFaults.ALL, RedisFaults.ALL, KafkaFaults.ALL, ClockFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    static Optional<Fault> find(String name) {
        return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
    }
}
