package io.tidemark.gateway;

import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;

/** One line in the log when requests are answered. */
class ReadyLine {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

    private final ServerProperties server;
    private final ServletWebServerApplicationContext context;

    ReadyLine(ServerProperties server, ServletWebServerApplicationContext context) {
        this.server = server;
        this.context = context;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        InetAddress address = server.getAddress();
        String host = address == null ? "127.0.0.1" : address.getHostAddress();
        Duration taken = event.getTimeTaken();
        LOG.info(
                "Gateway is ready: http://{}:{} ({} ms)",
                host,
                context.getWebServer() == null ? 0 : context.getWebServer().getPort(),
                taken == null ? "?" : taken.toMillis());
    }
}
