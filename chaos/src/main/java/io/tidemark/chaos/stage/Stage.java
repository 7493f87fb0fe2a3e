package io.tidemark.chaos.stage;

import io.tidemark.api.MetricsApiApplication;
import io.tidemark.local.ChildJvm;
import io.tidemark.local.Cleanup;
import io.tidemark.local.LocalKafka;
import io.tidemark.local.LocalZooKeeper;
import io.tidemark.local.Ports;
import io.tidemark.local.StandaloneKafka;
import io.tidemark.processor.ProcessorApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Kafka, processors and the metrics API, each in a JVM of its own, ZooKeeper in this one, Redis below it; all with the
 * settings that they ship with. Commanded by one thread, watched by any.
 */
public final class Stage implements AutoCloseable {

    /** Where the events go. */
    public static final String TOPIC = "raw-events-topic";

    private final Path folder;
    private final LocalKafka.Settings kafka;
    private final RedisServers redis;
    private final Cleanup parts;
    private final ServiceChild api;
    private final List<ServiceChild> processors = new CopyOnWriteArrayList<>();
    private volatile LocalZooKeeper zooKeeper;
    private volatile ChildJvm broker;
    private int processorsStarted;

    private Stage(Topology topology, Path folder, Cleanup parts) throws IOException {
        this.folder = folder;
        this.parts = parts;
        this.kafka =
                new LocalKafka.Settings(folder.resolve("kafka"), Ports.free("Kafka"), Ports.free("Kafka's controller"));
        this.broker = newBroker();
        parts.open(() -> () -> broker().handle().destroyForcibly());
        this.zooKeeper = LocalZooKeeper.start(new LocalZooKeeper.Settings(folder.resolve("zookeeper"), 0));
        parts.open(() -> () -> zooKeeper.close());
        this.redis = parts.open(() -> new RedisServers(topology.redis(), folder));
        parts.open(() -> () -> processors().forEach(ServiceChild::close));
        for (int i = 0; i < topology.processors(); i++) {
            startProcessor();
        }
        this.api = parts.open(
                () -> ServiceChild.start("api", folder, Map.of(), MetricsApiApplication.class, apiSettings()));
    }

    /** Starts everything, or nothing; not yet ready. */
    public static Stage start(Topology topology, Path folder) throws IOException {
        Cleanup parts = Cleanup.byHand();
        try {
            return new Stage(topology, folder, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Returns when all processors and the API say that they are ready. */
    public void awaitReady() throws InterruptedException {
        for (ServiceChild processor : processors) {
            processor.awaitReady();
        }
        api.awaitReady();
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + kafka.port();
    }

    public RedisServers redis() {
        return redis;
    }

    /** {@code host:port} of where the values are. */
    public String redisAddress() {
        return redis.address();
    }

    /** By which a command of the launcher finds it. */
    public List<String> commandOptions() {
        return List.of(
                "--kafka", bootstrapServers(), "--redis", redisAddress(), "--zookeeper", zooKeeper.connectString());
    }

    /** How many offsets the processors have committed for lag tools. */
    public long committed() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return admin
                    .listConsumerGroupOffsets("tidemark-processor")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /** How many offsets the ledger says are folded; throws {@link io.lettuce.core.RedisException} if it does not say. */
    public long folded() {
        return redis.commands().hgetall("metrics:ledger:" + TOPIC).entrySet().stream()
                .filter(field -> field.getKey().matches("[0-9]+"))
                .mapToLong(field -> Long.parseLong(field.getValue().split("@", 2)[0]))
                .sum();
    }

    /** The metrics API without a path. */
    public String api() {
        return api.url();
    }

    /** Those that were started and not ended, the oldest first. */
    public List<ServiceChild> processors() {
        return processors;
    }

    /** The processors and the API. */
    Stream<ServiceChild> services() {
        return Stream.concat(processors.stream(), Stream.of(api));
    }

    /** One more; it is not waited for. */
    public ServiceChild startProcessor() throws IOException {
        return startProcessor(Map.of());
    }

    /** The same with variables of the environment. */
    public ServiceChild startProcessor(Map<String, String> environment) throws IOException {
        ServiceChild processor = ServiceChild.start(
                "processor-" + ++processorsStarted,
                folder,
                environment,
                ProcessorApplication.class,
                processorSettings());
        processors.add(processor);
        return processor;
    }

    /** Ends it as the power would (kill -9). */
    public void killProcessor(ServiceChild processor) throws InterruptedException {
        processors.remove(processor);
        processor.jvm().kill();
    }

    /** Ends it in good order. */
    public void stopProcessor(ServiceChild processor) {
        processors.remove(processor);
        processor.jvm().close();
    }

    public ChildJvm broker() {
        return broker;
    }

    /** Starts the broker again, which was killed. */
    public void startBroker() throws IOException {
        broker = newBroker();
    }

    public void stopZooKeeper() {
        zooKeeper.close();
    }

    /** Starts it again, with what it knew. */
    public void startZooKeeper() {
        zooKeeper = LocalZooKeeper.start(zooKeeper.settings());
    }

    /** As fast as can be, nothing in good order: what they leave is thrown away. */
    @Override
    public void close() {
        parts.close();
    }

    private ChildJvm newBroker() throws IOException {
        return StandaloneKafka.start(
                kafka,
                List.of("-Xmx512m", "-Dlogback.configurationFile=" + ServiceChild.LOGGING),
                folder.resolve("broker.log"));
    }

    private List<String> processorSettings() {
        List<String> settings = new ArrayList<>(redis.settings());
        settings.add("--spring.kafka.bootstrap-servers=" + bootstrapServers());
        settings.add("--tidemark.zookeeper.connect-string=" + zooKeeper.connectString());
        return settings;
    }

    private List<String> apiSettings() {
        List<String> settings = new ArrayList<>(redis.directSettings());
        settings.add("--tidemark.rpc.enabled=false");
        settings.add("--tidemark.zookeeper.connect-string=" + zooKeeper.connectString());
        return settings;
    }
}
