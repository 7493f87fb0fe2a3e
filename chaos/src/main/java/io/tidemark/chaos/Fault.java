package io.tidemark.chaos;

import io.tidemark.chaos.stage.Topology;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that can go wrong.
 *
 * @param name        by which it is called for
 * @param description one line
 * @param topology    on what it is tried
 * @param hindrance   why it cannot be tried on this machine, if so
 * @param strike      does it
 */
record Fault(String name, String description, Topology topology, Supplier<Optional<String>> hindrance, Strike strike) {

    Fault(String name, String description, Topology topology, Strike strike) {
        this(name, description, topology, Optional::empty, strike);
    }

    /** Brings it about, holds it, heals it, while events come in. */
    interface Strike {
        void at(Moments moments) throws Exception;
    }
}
