package io.tidemark.cli.stack;

import io.tidemark.cli.demo.Demo;
import io.tidemark.local.LocalKafka;
import io.tidemark.local.LocalRedis;
import io.tidemark.local.LocalZooKeeper;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Kafka, ZooKeeper, Redis and all services, in this JVM (Redis below it). Thread-safe. */
final class LocalStack implements AutoCloseable {

    private static final Duration DEMO_HISTORY = Duration.ofMinutes(20);

    private final StackFolder folder;
    private final StackPorts ports;
    private final List<Service> services;
    private final PrintStream progress;
    private final Startup parts;

    LocalStack(StackFolder folder, StackPorts ports, List<Service> services, PrintStream progress) {
        this.folder = folder;
        this.ports = ports;
        this.services = services;
        this.progress = progress;
        this.parts = new Startup(progress);
    }

    /** Starts everything, or nothing: what had started when a part failed is stopped again. */
    void start() {
        try {
            parts.start(servers());
            Topics.create(StackPorts.at(ports.kafka()));
            parts.start(services.stream()
                    .map(service -> service.on(ports, progress))
                    .toList());
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Lets the demo's events come in until the stack is closed. A past they have only where no event came before: it is
     * told once.
     */
    void startDemo(Clock clock) {
        URI gateway = URI.create("http://" + StackPorts.at(ports.gateway()));
        boolean untouched = Topics.isUntouched(StackPorts.at(ports.kafka()), Topics.RAW_EVENTS);
        Duration history = untouched ? DEMO_HISTORY : Duration.ZERO;
        parts.start(List.of(new Part("Demo", gateway.toString(), () -> Demo.start(gateway, clock, history))));
        progress.println("  The demo sends " + Demo.DESCRIPTION
                + (history.isZero() ? "." : "; first those of the last " + history.toMinutes() + " minutes."));
    }

    /** Stops what runs, the services first; may be called at any time, also in the middle of a start. */
    @Override
    public void close() {
        parts.close();
    }

    private List<Part> servers() {
        return List.of(
                new Part("Kafka", StackPorts.at(ports.kafka()), () -> LocalKafka.start(kafka())),
                new Part("ZooKeeper", StackPorts.at(ports.zooKeeper()), () -> LocalZooKeeper.start(zooKeeper())),
                new Part("Redis", StackPorts.at(ports.redis()), () -> LocalRedis.start(redis())));
    }

    private LocalKafka.Settings kafka() {
        return new LocalKafka.Settings(folder.kafka(), ports.kafka(), ports.kafkaController());
    }

    private LocalZooKeeper.Settings zooKeeper() {
        return new LocalZooKeeper.Settings(folder.zooKeeper(), ports.zooKeeper());
    }

    private LocalRedis.Settings redis() {
        return new LocalRedis.Settings(folder.redis(), ports.redis());
    }
}
