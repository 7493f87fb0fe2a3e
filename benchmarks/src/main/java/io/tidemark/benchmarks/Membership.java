package io.tidemark.benchmarks;

import java.util.List;
import java.util.Locale;

/** How a processor is a member of its consumer group. */
enum Membership {
    /** As the processor's own settings have it. */
    SHIPPED,
    /** The classic protocol: a member that comes back is a new one, the dead one is missed after its session timeout. */
    DYNAMIC,
    /** The classic protocol, with a name by which a member that comes back is known again. */
    STATIC,
    /** The protocol of KIP-848, in which the broker assigns the partitions, with the same session timeout. */
    CONSUMER;

    static final String CONSUMER_PROTOCOL = "benchmark.consumer-protocol";

    /** The processor's settings for it, as arguments. */
    List<String> settings(int processor) {
        return switch (this) {
            case SHIPPED, DYNAMIC -> List.of();
            case STATIC -> List.of("--spring.kafka.consumer.properties.group.instance.id=benchmark-" + processor);
            case CONSUMER -> List.of("--" + CONSUMER_PROTOCOL + "=true");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
