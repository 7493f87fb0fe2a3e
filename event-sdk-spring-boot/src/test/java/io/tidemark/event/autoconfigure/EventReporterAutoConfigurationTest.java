package io.tidemark.event.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.event.Event;
import io.tidemark.event.client.BufferFullException;
import io.tidemark.event.client.DeliveryFailedException;
import io.tidemark.event.client.EventReporter;
import io.tidemark.event.client.Receipt;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventReporterAutoConfigurationTest {

    private static final Event EVENT = Event.ofType("a").eventId("id").build();
    private static final String TO_NOWHERE = "tidemark.reporter.gateway=http://127.0.0.1:1";
    private static final String AT_ONCE = "tidemark.reporter.close-timeout=0s";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EventReporterAutoConfiguration.class, EventReporterMetricsAutoConfiguration.class));

    @Test
    void springBootFindsTheConfigurations() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(
                        EventReporterAutoConfiguration.class.getName(),
                        EventReporterMetricsAutoConfiguration.class.getName());
    }

    @Test
    void nothingSetMeansNoReporter() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(EventReporter.class)
                .doesNotHaveBean(MeterBinder.class));
        runner.withPropertyValues("tidemark.reporter.gateway=", "tidemark.reporter.kafka.bootstrap-servers=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EventReporter.class));
    }

    @Test
    void bothSetIsRefusedByName() {
        runner.withPropertyValues(TO_NOWHERE, "tidemark.reporter.kafka.bootstrap-servers=127.0.0.1:1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(MutuallyExclusiveConfigurationPropertiesException.class)
                        .rootCause()
                        .hasMessageContaining("tidemark.reporter.gateway")
                        .hasMessageContaining("tidemark.reporter.kafka.bootstrap-servers"));
    }

    @Test
    void applicationsOwnReporterIsKept() {
        EventReporter own =
                EventReporter.toGateway(URI.create("http://127.0.0.1:1")).build();
        runner.withPropertyValues(TO_NOWHERE)
                .withBean(EventReporter.class, () -> own)
                .run(context -> assertThat(context.getBean(EventReporter.class)).isSameAs(own));
    }

    @Test
    void shutdownSendsWhatIsHeld() throws IOException {
        AtomicReference<CompletableFuture<Receipt>> future = new AtomicReference<>();
        try (OneEventGateway gateway = new OneEventGateway()) {
            runner.withPropertyValues(
                            "tidemark.reporter.gateway=" + gateway.address(),
                            "tidemark.reporter.headers.Authorization=Bearer secret",
                            "tidemark.reporter.headers[X-Team]=tide")
                    .run(context ->
                            future.set(context.getBean(EventReporter.class).report(EVENT)));

            assertThat(future.get())
                    .isCompletedWithValueMatching(receipt -> receipt.eventId().equals("id"));
            assertThat(gateway.headers().getFirst("Authorization")).isEqualTo("Bearer secret");
            assertThat(gateway.headers().getFirst("X-Team")).isEqualTo("tide");
        }
    }

    @Test
    void settingsReachTheReporter() {
        runner.withPropertyValues(
                        TO_NOWHERE,
                        AT_ONCE,
                        "tidemark.reporter.buffer-size=256KB",
                        "tidemark.reporter.delivery-timeout=1s",
                        "tidemark.reporter.block-when-full=10ms")
                .run(context -> {
                    EventReporter reporter = context.getBean(EventReporter.class);
                    CompletableFuture<Receipt> first = reporter.report(large());
                    reporter.report(large());

                    failure(reporter.report(large())).withCauseInstanceOf(BufferFullException.class);
                    failure(first)
                            .withCauseInstanceOf(DeliveryFailedException.class)
                            .withMessageContaining("within 1000 ms");
                });
    }

    @Test
    void kafkaIsWrittenToIfItIsNamed() {
        runner.withPropertyValues(
                        "tidemark.reporter.kafka.bootstrap-servers=127.0.0.1:1",
                        "tidemark.reporter.gateway=",
                        "tidemark.reporter.delivery-timeout=1s",
                        AT_ONCE)
                .run(context -> failure(context.getBean(EventReporter.class).report(EVENT))
                        .withMessageContaining("by Kafka at 127.0.0.1:1"));
    }

    @Test
    void propertiesOfKafkaReachItsClient() {
        runner.withPropertyValues(
                        "tidemark.reporter.kafka.bootstrap-servers=127.0.0.1:1",
                        "tidemark.reporter.kafka.properties.linger.ms=soon")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("linger.ms"));
    }

    @Test
    void badSettingIsNamedWithWhatIsAllowed() {
        runner.withPropertyValues(TO_NOWHERE, "tidemark.reporter.buffer-size=1KB")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("bufferSize is 1024 bytes"));
        runner.withPropertyValues("tidemark.reporter.gateway=http://user:secret@host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("credentials")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    void settingsDoNotPrintTheSecret() {
        runner.withPropertyValues(TO_NOWHERE, AT_ONCE, "tidemark.reporter.headers.Authorization=secret")
                .run(context -> {
                    assertThat(context.getBean(ReporterCredentials.class).toString())
                            .doesNotContain("secret");
                    assertThat(context.getBean(ReporterSettings.class).toString())
                            .doesNotContain("secret");
                });
    }

    private static Event large() {
        return Event.ofType("a").data("x", "x".repeat(100 * 1024)).build();
    }

    private static ThrowableAssertAlternative<?> failure(CompletableFuture<Receipt> future) {
        return assertThat(future).failsWithin(Duration.ofSeconds(20)).withThrowableThat();
    }
}
