package io.tidemark.event.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of an {@link EventReporter} that writes to Kafka. Not thread-safe. */
public final class KafkaReporterBuilder extends ReporterBuilder<KafkaReporterBuilder> {

    /** The topic unless another is set. */
    public static final String DEFAULT_TOPIC = "raw-events-topic";

    private static final Pattern HOST_AND_PORT = Pattern.compile("\\S+:[0-9]{1,5}");
    private static final long LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final long LEAST_POOL_BYTES = 8L * 1024 * 1024;
    private static final long LONGEST_REQUEST_MILLIS = 30_000;

    /** What the promises of the reporter rest on. */
    private static final Set<String> OURS = Set.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final String servers;
    private final Map<String, Object> properties = new HashMap<>();
    private String topic = DEFAULT_TOPIC;

    KafkaReporterBuilder(String servers) {
        for (String server : servers.split(",", -1)) {
            if (!HOST_AND_PORT.matcher(server.strip()).matches()) {
                throw new IllegalArgumentException("'" + server
                        + "' is no address of a Kafka broker; write host:port, several with commas between");
            }
        }
        this.servers = servers;
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    }

    /** The topic to write to, {@link #DEFAULT_TOPIC} by default. Events wait until it exists. */
    public KafkaReporterBuilder topic(String topic) {
        this.topic = topic;
        return this;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Until Kafka's client has taken an event, as it does once it knows the topic, the time counts from the report;
     * the client then allows the event the same time again. Kafka that is away from the start fails an event after this
     * time, and Kafka that goes away later does, too; only one that comes and goes meanwhile may take up to twice as long.
     */
    @Override
    public KafkaReporterBuilder deliveryTimeout(Duration timeout) {
        return super.deliveryTimeout(timeout);
    }

    /**
     * A property of Kafka's producer, for security or tuning.
     *
     * @throws IllegalArgumentException if it is one that acknowledgement, order or timeouts rest on
     */
    public KafkaReporterBuilder property(String name, Object value) {
        if (OURS.contains(name)) {
            throw new IllegalArgumentException(
                    name + " is set by the reporter, so that what it promises holds; leave it out");
        }
        properties.put(name, value);
        return this;
    }

    @Override
    KafkaReporterBuilder self() {
        return this;
    }

    @Override
    Transport transport() {
        Map<String, Object> settings = settings();
        try {
            new ProducerConfig(settings);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Kafka's producer refuses its settings: " + e.getMessage(), e);
        }
        return new KafkaTransport(settings, topic, deliveryTimeout);
    }

    private Map<String, Object> settings() {
        long delivery = deliveryTimeout.toMillis();
        Map<String, Object> settings = new HashMap<>();
        // Kafka's client counts whole batches; where it has no room the events wait in the reporter's buffer.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(bufferSize, LEAST_POOL_BYTES));
        settings.putAll(properties);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker takes any sequence number as a producer's first in a partition: with two requests on the way, the
        // second
        // can be stored while the first is turned away by a partition that is just being created, and is then lost.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(LONGEST_REQUEST_MILLIS, delivery / 2));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, KafkaTransport.ATTEMPT.toMillis());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }
}
