package io.tidemark.api.rpc;

import io.tidemark.rpc.MetricsService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the service registered, in the background: it starts after the web server, stops before it, and neither holds the
 * other up. A start that fails is tried again; once it has succeeded Dubbo registers itself again after each absence of
 * ZooKeeper, which is only watched here.
 */
final class RpcLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RpcLifecycle.class);

    private static final long LOOK_MS = 1_000;
    private static final long MAX_PAUSE_MS = 10_000;
    private static final long STOP_MS = 5_000;

    private final RpcProperties settings;
    private final Supplier<RpcServer> servers;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String waitingFor = "start";

    /** With what makes a server for each attempt to start. */
    RpcLifecycle(RpcProperties settings, Supplier<RpcServer> servers) {
        this.settings = settings;
        this.servers = servers;
    }

    /** Why consumers do not find the service; null if they do. */
    @Nullable String waitingFor() {
        return waitingFor;
    }

    @Override
    public void start() {
        Thread started = new Thread(this::serve, "rpc");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
            awaitEnd(stopped);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void serve() {
        long pause = LOOK_MS;
        try {
            while (isRunning()) {
                try (RpcServer server = servers.get()) {
                    server.start();
                    watch(server);
                } catch (RuntimeException e) {
                    if (isRunning()) {
                        say(reason(e));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, MAX_PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void watch(RpcServer server) throws InterruptedException {
        while (isRunning()) {
            try {
                say(server.isRegistered() ? null : "the registration in ZooKeeper");
            } catch (RuntimeException e) {
                say("ZooKeeper: " + reason(e));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private void say(@Nullable String reason) {
        if (reason == null && waitingFor != null) {
            LOG.info(
                    "RPC is registered: {} on Triple {}:{} and Dubbo {}:{}",
                    MetricsService.PROVIDER,
                    settings.host(),
                    settings.port(),
                    settings.host(),
                    settings.classicPort());
        } else if (reason != null && waitingFor == null || "start".equals(waitingFor)) {
            LOG.warn("RPC is not registered, waiting for {}", reason);
        }
        waitingFor = reason;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        // Without what Dubbo hangs behind an address.
        return message == null ? cause.toString() : message.replaceAll("(?s)[?\\n].*", "");
    }

    private static void awaitEnd(Thread stopped) {
        try {
            stopped.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
