package io.tidemark.cli.stack;

import io.tidemark.api.MetricsApiApplication;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.processor.ProcessorApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
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

    private static final int READY_EVERY_MS = 50;
    private static final int READY_TRIES = 60_000 / READY_EVERY_MS;

    /** Files in config/ beside the launcher override what the services ship with, wherever {@code up} is called from. */
    private static final String CONFIG_FOLDER = "--spring.config.additional-location=optional:file:"
            + Path.of(System.getProperty("tidemark.home", ""), "config") + "/";

    /** Every service of the stack: one line each, and {@code up} starts it. */
    static final List<Service> ALL = List.of(
            new Service(
                    "Processor",
                    ProcessorApplication::application,
                    StackPorts::processor,
                    // A static member of its group: after a kill it does not wait for its former self to be given up.
                    List.of("--spring.kafka.consumer.properties.group.instance.id=local", CONFIG_FOLDER)),
            new Service("Metrics API", MetricsApiApplication::application, StackPorts::api, List.of(CONFIG_FOLDER)));

    Part on(StackPorts ports) {
        return new Part(
                name,
                "http://" + StackPorts.at(port.applyAsInt(ports)),
                () -> ready(application
                        .get()
                        // The stack stops its services itself, before the servers below them.
                        .registerShutdownHook(false)
                        .run(arguments(ports))));
    }

    /** A service that runs is not ready yet: the processor first finds its place in the log. */
    private ConfigurableApplicationContext ready(ConfigurableApplicationContext service) throws InterruptedException {
        HealthEndpoint health = service.getBean(HealthEndpoint.class);
        for (int i = 0; i < READY_TRIES; i++) {
            HealthDescriptor readiness = health.healthForPath("readiness");
            if (readiness != null && readiness.getStatus().equals(Status.UP)) {
                return service;
            }
            TimeUnit.MILLISECONDS.sleep(READY_EVERY_MS);
        }
        service.close();
        throw new CommandFailedException(name + " runs but does not become ready; why says the log.");
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
        arguments.add("--spring.main.banner-mode=off");
        return arguments.toArray(String[]::new);
    }
}
