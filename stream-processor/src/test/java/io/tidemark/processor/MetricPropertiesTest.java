package io.tidemark.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.metric.Deduplication;
import io.tidemark.metric.InvalidDefinitionException;
import io.tidemark.metric.MetricCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class MetricPropertiesTest {

    @Test
    void readsEveryKindFromOneLineEach() throws Exception {
        MetricCatalog catalog = catalog("""
                tidemark.metrics:
                  - {name: logins, counter: {}, events: [user_login], by: data.platform}
                  - {name: slow, counter: {}, where: "data.ms > 100 && data.service in ['web', 'app']"}
                  - {name: users, leaderboard: {by: userId, period: day}}
                  - {name: revenue, window: {every: minute, keep: 24h}, events: purchase, aggregate: sum(data.amount)}
                """);

        assertThat(catalog).isEqualTo(MetricCatalog.parse("""
                        {"metrics":[
                        {"name":"logins","counter":{},"events":["user_login"],"by":"data.platform"},
                        {"name":"slow","counter":{},"where":"data.ms > 100 && data.service in ['web', 'app']"},
                        {"name":"users","leaderboard":{"by":"userId","period":"day"}},
                        {"name":"revenue","window":{"every":"minute","keep":"24h"},"events":["purchase"],
                         "aggregate":"sum(data.amount)"}]}
                        """));
    }

    @Test
    void aMisspelledFieldIsNotPassedOver() {
        assertThatThrownBy(() -> catalog("tidemark.metrics: [{name: a, counter: {}, evnts: [x]}]"))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("evnts");
    }

    @Test
    void aMisspelledFieldOfDeduplicationIsNotPassedOver() {
        context("tidemark.deduplication.horizont=1m")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("deduplication.horizont"));
    }

    @Test
    void aWrongValueIsNamedWithItsMetric() {
        assertThatThrownBy(() -> catalog("tidemark.metrics: [{name: a, window: {every: 7s, keep: 1h}}]"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("metric 'a'")
                .hasMessageContaining("7s");
    }

    @Test
    void aListInAHigherSourceReplacesTheLowerOne() throws Exception {
        StandardEnvironment environment = environment("tidemark.metrics: [{name: a, counter: {}, events: [x, y]}]");
        environment
                .getPropertySources()
                .addFirst(new YamlPropertySourceLoader()
                        .load("higher", resource("tidemark.metrics: [{name: b, counter: {}}]"))
                        .get(0));

        MetricCatalog catalog = MetricProperties.catalog(environment, Deduplication.DEFAULT);

        assertThat(catalog.find("a")).isEmpty();
        assertThat(catalog.find("b")).isPresent();
    }

    @Test
    void noMetricsAreAnEmptyCatalog() throws Exception {
        assertThat(catalog("other: 1")).isEqualTo(MetricCatalog.EMPTY);
    }

    @Test
    void deduplicationIsPartOfTheConfiguredCatalog() {
        context("tidemark.deduplication.horizon=2m", "tidemark.deduplication.distance=5")
                .run(context -> assertThat(context.getBean(MetricCatalog.class).deduplication())
                        .isEqualTo(new Deduplication(Duration.ofMinutes(2), 5)));
        context()
                .run(context -> assertThat(context.getBean(MetricCatalog.class).deduplication())
                        .isEqualTo(Deduplication.DEFAULT));
    }

    @Test
    void wrongDeduplicationEndsTheStartWithItsNameValueAndLimits() {
        context("tidemark.deduplication.horizon=25h")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidDefinitionException.class)
                        .hasMessageContaining("deduplication.horizon is 'PT25H'")
                        .hasMessageContaining("24h"));
    }

    /** With the catalog alone. */
    private static ApplicationContextRunner context(String... properties) {
        return new ApplicationContextRunner()
                .withUserConfiguration(CatalogOnly.class)
                .withPropertyValues(properties);
    }

    @EnableConfigurationProperties(DeduplicationProperties.class)
    private static final class CatalogOnly {
        @Bean
        MetricCatalog configured(Environment environment, DeduplicationProperties deduplication) {
            return new ProcessorApplication().catalogOfSettings(environment, deduplication);
        }
    }

    private static MetricCatalog catalog(String yaml) throws Exception {
        return MetricProperties.catalog(environment(yaml), Deduplication.DEFAULT);
    }

    private static StandardEnvironment environment(String yaml) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new YamlPropertySourceLoader()
                        .load("test", resource(yaml))
                        .get(0));
        return environment;
    }

    private static ByteArrayResource resource(String yaml) {
        return new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
