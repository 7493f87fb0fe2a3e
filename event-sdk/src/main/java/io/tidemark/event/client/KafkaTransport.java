package io.tidemark.event.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes events to a topic of Kafka. */
final class KafkaTransport implements Transport {

    /** How long Kafka's client may block before the event is looked at again. */
    static final Duration ATTEMPT = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final String topic;
    private final Duration deliveryTimeout;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /** Why events are not taken at present. Used by the sender thread alone. */
    private @Nullable Exception trouble;

    KafkaTransport(Map<String, Object> settings, String topic, Duration deliveryTimeout) {
        this.settings = settings;
        this.topic = topic;
        this.deliveryTimeout = deliveryTimeout;
    }

    @Override
    public void send(Outgoing event) throws InterruptedException {
        while (!event.isOverdue()) {
            if (handOver(event)) {
                return;
            }
        }
        failLate(event.delivery(), trouble);
    }

    @Override
    public void close() {
        closed.countDown();
        closeProducer();
    }

    /** Returns whether Kafka's client took the event or decided it. */
    private boolean handOver(Outgoing event) throws InterruptedException {
        if (closed.getCount() == 0) {
            throw new InterruptedException("closed");
        }
        Producer<byte[], byte[]> kafka = producer == null ? connect() : producer;
        if (kafka == null) {
            closed.await(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
        Acknowledgement acknowledgement = new Acknowledgement(event.delivery());
        try {
            kafka.send(new ProducerRecord<>(topic, event.key().getBytes(UTF_8), event.json()), acknowledgement);
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        }
        trouble = acknowledgement.notTaken;
        return trouble == null;
    }

    /** Kafka's client cannot be built while the name of no broker can be resolved. */
    private @Nullable Producer<byte[], byte[]> connect() {
        try {
            producer = new KafkaProducer<>(settings);
        } catch (KafkaException e) {
            trouble = e;
        }
        if (closed.getCount() == 0) {
            closeProducer();
        }
        return producer;
    }

    private void closeProducer() {
        Producer<byte[], byte[]> kafka = producer;
        if (kafka == null) {
            return;
        }
        try {
            kafka.close(Duration.ZERO);
        } catch (InterruptException e) {
            // It set the interrupt flag again; the client goes down by itself.
        }
    }

    private void failLate(Delivery delivery, @Nullable Exception cause) {
        delivery.fail(
                "was not acknowledged by Kafka at " + settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG) + " within "
                        + deliveryTimeout.toMillis() + " ms"
                        + (cause == null ? "" : ": " + cause.getMessage())
                        + "; look after Kafka, or raise deliveryTimeout",
                cause);
    }

    private final class Acknowledgement implements Callback {

        private final Delivery delivery;
        private final Thread sender = Thread.currentThread();
        private @Nullable Exception notTaken;

        private Acknowledgement(Delivery delivery) {
            this.delivery = delivery;
        }

        /** Called within send if the client knows no topic yet or has no room: then the event is still ours to send. */
        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                delivery.acknowledge();
            } else if (failure instanceof TimeoutException && Thread.currentThread() == sender) {
                notTaken = failure;
            } else if (failure instanceof TimeoutException) {
                failLate(delivery, failure);
            } else {
                delivery.fail("was refused by Kafka: " + failure.getMessage(), failure);
            }
        }
    }
}
