package io.tidemark.event.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReporterBuilderTest {

    private final HttpReporterBuilder options = EventReporter.toGateway(URI.create("http://127.0.0.1:8081"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8081",
                "localhost",
                "ftp://host",
                "http:///path",
                "mailto:someone",
                "http://user:secret@host",
                "http://host/?token=secret",
                "http://host#secret"
            })
    void addressMustBePlainAndIsNotRepeated(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventReporter.toGateway(URI.create(address)))
                .withMessageStartingWith("the gateway's URL")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "http://host/", "HTTPS://host:1/base", "http://[::1]:8081"})
    void plainAddressIsTaken(String address) {
        assertThat(new GatewayAddress(URI.create(address)).events().toString())
                .startsWith(address.substring(0, 8))
                .endsWith("/api/v1/events")
                .doesNotContain("//api");
    }

    @Test
    void badHeaderIsRefusedWithoutItsValue() {
        for (String name : new String[] {"Host", "Content-Type", "content-encoding", "a b", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options.header(name, "secret"))
                    .withMessageStartingWith(name.startsWith("C") || name.startsWith("c") ? name : "the header")
                    .withNoCause()
                    .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.header("Authorization", "secret\r\nX: y"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
    }

    @Test
    void requestMayTakeHalfOfTheDeliveryTimeout() {
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.deliveryTimeout(Duration.ofSeconds(10)).requestTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
