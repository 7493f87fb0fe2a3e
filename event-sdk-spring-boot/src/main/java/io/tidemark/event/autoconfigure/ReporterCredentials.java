package io.tidemark.event.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the event reporter that can hold secrets: no record, since a record prints itself. */
@ConfigurationProperties("tidemark.reporter")
final class ReporterCredentials {

    /** headers of every request to the gateway, for what a reverse proxy before it asks for */
    private final Map<String, String> headers;

    private final Kafka kafka;

    ReporterCredentials(@DefaultValue Map<String, String> headers, @DefaultValue Kafka kafka) {
        this.headers = headers;
        this.kafka = kafka;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, String> kafkaProperties() {
        return kafka.properties;
    }

    /** What Kafka's client asks for. */
    static final class Kafka {

        /** properties of Kafka's producer, for security or tuning */
        private final Map<String, String> properties;

        Kafka(@DefaultValue Map<String, String> properties) {
            this.properties = properties;
        }
    }
}
