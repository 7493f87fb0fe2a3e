package io.tidemark.event.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A transport that keeps what it is given until the test decides. */
final class HeldTransport implements Transport {

    private final List<Outgoing> sent = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile Consumer<Outgoing> onSend = event -> {};

    void onSend(Consumer<Outgoing> action) {
        onSend = action;
    }

    List<Outgoing> sent() {
        return sent;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void send(Outgoing event) {
        sent.add(event);
        onSend.accept(event);
    }

    @Override
    public void close() {
        closed = true;
    }
}
