package io.tidemark.cli.stack;

import io.tidemark.api.MetricsApiApplication;
import io.tidemark.gateway.GatewayApplication;
import io.tidemark.processor.ProcessorApplication;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One of our services, run inside the stack's JVM.
 *
 * @param name for the person at the terminal
 * @param application makes it; called once per start
 * @param port the port of its web server
 * @param settings what it gets besides the addresses of the stack, each one {@code --name=value}
 */
record Service(
        String name,
        Supplier<SpringApplicationBuilder> application,
        ToIntFunction<StackPorts> port,
        List<String> settings) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Files in config/ beside the launcher override what the services ship with, wherever {@code up} is called from. */
    private static final String CONFIG_FOLDER = "--spring.config.additional-location=optional:file:"
            + Path.of(System.getProperty("tidemark.home", ""), "config") + "/";

    /** Every service of the stack: one line each, and {@code up} starts it. */
    static final List<Service> ALL = List.of(
            new Service("Gateway", GatewayApplication::application, StackPorts::gateway, List.of(CONFIG_FOLDER)),
            new Service(
                    "Processor",
                    ProcessorApplication::application,
                    StackPorts::processor,
                    // A static member of its group: after a kill it does not wait for its former self to be given up.
                    List.of("--spring.kafka.consumer.properties.group.instance.id=local", CONFIG_FOLDER)),
            new Service("Metrics API", MetricsApiApplication::application, StackPorts::api, List.of(CONFIG_FOLDER)));

    /**
     * To be started on these ports.
     *
     * @param progress where a service that runs and is not ready is told
     */
    Part on(StackPorts ports, PrintStream progress) {
        return new Part(
                name,
                "http://" + StackPorts.at(port.applyAsInt(ports)),
                () -> ready(
                        application
                                .get()
                                // The stack stops its services itself, before the servers below them.
                                .registerShutdownHook(false)
                                .run(arguments(ports)),
                        progress));
    }

    /** A service that does not become ready stays, so that its health and the metrics can be looked at. */
    private ConfigurableApplicationContext ready(ConfigurableApplicationContext service, PrintStream progress)
            throws InterruptedException {
        HealthEndpoint health = service.getBean(HealthEndpoint.class);
        Readiness readiness = new Readiness(
                () -> HealthReport.of(Objects.requireNonNull(health.healthForPath("readiness"))), PATIENCE);
        HealthReport report = readiness.await();
        if (!report.isUp()) {
            progress.println("  WARNING: " + name + " runs but is not ready: " + report.reasons());
        }
        return service;
    }

    // As arguments, which win over every file and variable: in here the stack's own servers are meant.
    private String[] arguments(StackPorts ports) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--server.port=" + port.applyAsInt(ports));
        arguments.add("--server.address=" + StackPorts.HOST);
        arguments.add("--spring.kafka.bootstrap-servers=" + StackPorts.at(ports.kafka()));
        arguments.add("--spring.data.redis.host=" + StackPorts.HOST);
        arguments.add("--spring.data.redis.port=" + ports.redis());
        arguments.add("--tidemark.zookeeper.connect-string=" + StackPorts.at(ports.zooKeeper()));
        arguments.add("--tidemark.rpc.host=" + StackPorts.HOST);
        arguments.add("--tidemark.rpc.port=" + ports.rpc());
        arguments.add("--tidemark.rpc.classic-port=" + ports.rpcClassic());
        arguments.add("--spring.main.banner-mode=off");
        return arguments.toArray(String[]::new);
    }
}
