package io.tidemark.chaos.load;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends seeded events at a steady rate, on a thread of its own, until it is told to finish and each of them is
 * acknowledged: one that is not is sent again with the same id. Thread-safe.
 */
public final class Load implements AutoCloseable {

    private static final int MOST_TIMES = 10;

    /** So many can be planned at most. */
    public static final int MAX_EVENTS = Integer.MAX_VALUE / MOST_TIMES;

    private static final long POLL_MILLIS = 20;
    private static final long MAX_DEBT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String topic;
    private final EventSource events;
    private final Plan plan;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final Queue<LoadEvent> refused = new ConcurrentLinkedQueue<>();
    private final Queue<LoadEvent> extra = new ConcurrentLinkedQueue<>();
    private final AtomicLong open = new AtomicLong();
    private final BitSet acknowledged = new BitSet();
    private volatile int made;
    private volatile boolean finishing;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    /**
     * How much is sent.
     *
     * @param events how many different ones at least; more while it is not told to finish, up to {@value #MOST_TIMES} times
     *               as many
     * @param rate   a second
     */
    public record Plan(long seed, int events, int rate) {}

    /** Not yet begun. */
    public Load(String bootstrapServers, String topic, Plan plan, Instant now) {
        this.topic = topic;
        this.plan = plan;
        this.events = new EventSource(plan.seed(), now, plan.events());
        this.producer = new KafkaProducer<>(settings(bootstrapServers));
        this.thread = new Thread(this::run, "load");
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** How many of the planned events were made so far, in percent. */
    public int percent() {
        return (int) Math.min(100, 100L * made / plan.events());
    }

    /** How many different events were made so far. */
    public int made() {
        return made;
    }

    /** No more events than planned are needed. */
    public void finish() {
        finishing = true;
    }

    /** Whether everything was sent and acknowledged. */
    public boolean isDone() {
        return made >= plan.events() && open.get() == 0 && !thread.isAlive();
    }

    /** Sends every record that is no event, so many times, in between. */
    public void poison(int times) {
        for (int i = 0; i < times; i++) {
            for (byte[] value : Poison.all()) {
                extra.add(new LoadEvent(LoadEvent.POISON, new byte[] {(byte) i}, value));
            }
        }
    }

    /** Throws if sending has failed for good. */
    public void requireGood() {
        RuntimeException why = failure;
        if (why != null) {
            throw new IllegalStateException("the load ended early: " + why.getMessage(), why);
        }
    }

    /** What was sent, when all of it is. */
    Totals totals() {
        return events.totals();
    }

    /** The numbers of the events that Kafka has acknowledged. */
    BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }

    private void run() {
        try {
            sendAll();
            while (!closed && (open.get() > 0 || !refused.isEmpty() || !extra.isEmpty())) {
                sendAgain();
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException | KafkaException | IllegalStateException e) {
            if (!closed) {
                failure = new IllegalStateException(e);
            }
        }
    }

    private void sendAll() throws InterruptedException {
        long nanosEach = TimeUnit.SECONDS.toNanos(1) / plan.rate();
        long due = System.nanoTime();
        while (wantsMore() && !closed) {
            sendAgain();
            send(events.next());
            made = events.made();
            due += nanosEach;
            long now = System.nanoTime();
            if (due > now + TimeUnit.MILLISECONDS.toNanos(1)) {
                TimeUnit.NANOSECONDS.sleep(due - now);
            }
            due = Math.max(due, now - MAX_DEBT_NANOS); // what an outage has cost is not made up for
        }
    }

    private boolean wantsMore() {
        return made < (finishing ? plan.events() : MOST_TIMES * plan.events());
    }

    private void sendAgain() {
        for (LoadEvent event = refused.poll(); event != null; event = refused.poll()) {
            send(event);
        }
        for (LoadEvent event = extra.poll(); event != null; event = extra.poll()) {
            send(event);
        }
    }

    private void send(LoadEvent event) {
        open.incrementAndGet();
        var unused = producer.send(new ProducerRecord<>(topic, event.key(), event.value()), (sent, why) -> {
            if (why != null) {
                refused.add(event);
            } else if (event.number() != LoadEvent.POISON) {
                synchronized (acknowledged) {
                    acknowledged.set(event.number());
                }
            }
            open.decrementAndGet(); // last: who sees none open sees what was refused
        });
    }

    private static Properties settings(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return settings;
    }
}
