package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Mixed events at a steady rate on a thread of its own. They are made before and sent over and over, each time under
 * another id, so that the sender takes little of the machine.
 */
final class SteadyLoad implements AutoCloseable {

    private static final int POOL = 50_000;
    private static final long STEP_MILLIS = 5;

    /** Where the last group of the id stands in the JSON of a {@link MixedEvent}. */
    private static final int ID_END = "{\"eventId\":\"".length() + 36;

    private static final int NUMBER_DIGITS = 12;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private final List<MixedEvent> pool = new ArrayList<>();
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final long perSecond;
    private final Thread sender = new Thread(this::sendUntilStopped, "load");
    private volatile boolean stopped;
    private long sent;

    private SteadyLoad(String bootstrapServers, MixedEvents events, long perSecond) {
        this.perSecond = perSecond;
        while (events.hasNext()) {
            MixedEvent event = events.next();
            pool.add(event);
            keys.add(event.userId().getBytes(UTF_8));
            values.add(event.json().getBytes(UTF_8));
        }
        this.producer = new KafkaProducer<>(Preload.settings(bootstrapServers));
    }

    /** How many events it needs to be made from. */
    static int poolSize() {
        return POOL;
    }

    static SteadyLoad start(String bootstrapServers, MixedEvents events, long perSecond) {
        SteadyLoad load = new SteadyLoad(bootstrapServers, events, perSecond);
        load.sender.start();
        return load;
    }

    long perSecond() {
        return perSecond;
    }

    /** How many events Kafka has acknowledged. Throws if it refused one. */
    long acknowledged() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("Kafka did not take an event: " + refused.getMessage(), refused);
        }
        return acknowledged.get();
    }

    /** Sends no more, waits for what is under way, and returns what all of it comes to. */
    Totals stop() throws InterruptedException {
        stopped = true;
        sender.join();
        producer.flush();
        Totals totals = new Totals();
        for (int i = 0; i < pool.size(); i++) {
            totals.add(pool.get(i), sent / pool.size() + (i < sent % pool.size() ? 1 : 0));
        }
        return totals;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        sender.join();
        producer.close();
    }

    private void sendUntilStopped() {
        long start = System.nanoTime();
        try {
            while (!stopped) {
                long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) * perSecond / 1_000;
                while (sent < due && !stopped) {
                    producer.send(next(), (metadata, refused) -> count(refused));
                }
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void count(@Nullable Exception refused) {
        if (refused == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, refused);
        }
    }

    private ProducerRecord<byte[], byte[]> next() {
        int place = (int) (sent % pool.size());
        byte[] value = values.get(place).clone();
        long number = sent++;
        for (int i = 1; i <= NUMBER_DIGITS; i++) {
            value[ID_END - i] = HEX[(int) (number & 0xF)];
            number >>>= 4;
        }
        return new ProducerRecord<>(Preload.TOPIC, keys.get(place), value);
    }
}
