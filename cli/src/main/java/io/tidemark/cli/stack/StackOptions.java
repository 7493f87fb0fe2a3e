package io.tidemark.cli.stack;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a running stack is: the one that {@code up} started, or another one that is named part by part. */
public final class StackOptions {

    @Mixin
    private PortOption port = new PortOption();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka, if not the one of this machine.")
    private @Nullable String kafka;

    @Option(names = "--redis", paramLabel = "HOST:PORT", description = "Redis, if not the one of this machine.")
    private @Nullable String redis;

    @Option(names = "--zookeeper", paramLabel = "HOST:PORT", description = "ZooKeeper, if not the one of this machine.")
    private @Nullable String zooKeeper;

    @Option(names = "--api", paramLabel = "URL", description = "The metrics API, if not the one of this machine.")
    private @Nullable URI api;

    @Option(names = "--gateway", paramLabel = "URL", description = "The gateway, if not the one of this machine.")
    private @Nullable URI gateway;

    /** {@code host:port} of Kafka. */
    public String kafka() {
        return kafka != null ? kafka : StackPorts.at(port.ports().kafka());
    }

    /** {@code host:port} of Redis. */
    public String redis() {
        return redis != null ? redis : StackPorts.at(port.ports().redis());
    }

    /** {@code host:port} of ZooKeeper. */
    public String zooKeeper() {
        return zooKeeper != null ? zooKeeper : StackPorts.at(port.ports().zooKeeper());
    }

    /** The metrics API without a path. */
    public URI api() {
        return api != null
                ? api
                : URI.create("http://" + StackPorts.at(port.ports().api()));
    }

    /** The gateway without a path. */
    public URI gateway() {
        return gateway != null
                ? gateway
                : URI.create("http://" + StackPorts.at(port.ports().gateway()));
    }

    URI processor() {
        return URI.create("http://" + StackPorts.at(port.ports().processor()));
    }
}
