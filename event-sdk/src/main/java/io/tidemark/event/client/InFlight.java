package io.tidemark.event.client;

import io.tidemark.event.EventRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The events that were taken in and are not decided yet, bounded in bytes, and the counters. Thread-safe. */
final class InFlight {

    /**
     * What an event takes besides its JSON until it is decided, for its id, delivery, future and places in queues: 361 bytes
     * were measured of one on its way to the gateway.
     */
    private static final int OVERHEAD = 400;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** An event leaves after its future is completed, so that who waits for the futures in here misses none. */
    private final Set<Delivery> undecided = ConcurrentHashMap.newKeySet();

    private long reported;
    private long acknowledged;
    private long failed;
    private long refused;
    private long count;
    private long bytes;
    private boolean closed;

    InFlight(long limit) {
        this.limit = limit;
    }

    /**
     * Takes an event in.
     *
     * @param length   of its JSON
     * @param patience how long to wait for room
     * @throws BufferFullException if there is no room, or the wait for it is interrupted
     * @throws IllegalStateException if the reporter is closed
     */
    Delivery admit(Receipt receipt, int length, Duration patience) {
        // The largest event fits into the smallest buffer.
        int size = Math.min(length + OVERHEAD, EventRules.MAX_BYTES);
        lock.lock();
        try {
            awaitRoom(size, patience);
            reported++;
            if (closed) {
                refused++;
                throw new IllegalStateException("the reporter is closed; build a new one to report events");
            }
            if (bytes + size > limit) {
                refused++;
                throw new BufferFullException(size, bytes, limit);
            }
            count++;
            bytes += size;
            Delivery delivery = new Delivery(this, receipt, size);
            undecided.add(delivery);
            return delivery;
        } finally {
            lock.unlock();
        }
    }

    /** Counts an event that cannot be taken in whatever room there is. */
    void refuse() {
        lock.lock();
        try {
            reported++;
            refused++;
        } finally {
            lock.unlock();
        }
    }

    void acknowledged(Delivery delivery) {
        lock.lock();
        try {
            acknowledged++;
            release(delivery);
        } finally {
            lock.unlock();
        }
    }

    void failed(Delivery delivery) {
        lock.lock();
        try {
            failed++;
            release(delivery);
        } finally {
            lock.unlock();
        }
    }

    void forget(Delivery delivery) {
        undecided.remove(delivery);
    }

    /** From here on nothing is taken in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in flight, or the time is up. */
    void awaitNone(Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lockInterruptibly();
        try {
            while (count > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is not decided now. */
    List<Delivery> undecided() {
        return List.copyOf(undecided);
    }

    ReporterCounters counters() {
        lock.lock();
        try {
            return new ReporterCounters(reported, acknowledged, failed, refused, count, bytes);
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(int size, Duration patience) {
        long left = TimeUnit.NANOSECONDS.convert(patience);
        try {
            while (!closed && bytes + size > limit && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(Delivery delivery) {
        count--;
        bytes -= delivery.size();
        changed.signalAll();
    }
}
