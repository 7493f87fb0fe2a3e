package io.tidemark.api;

import io.tidemark.api.health.MetricsHealth;
import io.tidemark.api.query.Accounting;
import io.tidemark.api.query.ActiveCatalog;
import io.tidemark.api.query.Counters;
import io.tidemark.api.query.Leaderboards;
import io.tidemark.api.query.Windows;
import io.tidemark.metric.store.MetricReader;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What answers, and what says whether the answers can be trusted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class QueryConfiguration {

    @Bean
    ActiveCatalog activeCatalog(MetricReader store) {
        return new ActiveCatalog(store);
    }

    @Bean
    Counters counters(MetricReader store, ActiveCatalog active) {
        return new Counters(store, active);
    }

    @Bean
    Leaderboards leaderboards(MetricReader store, ActiveCatalog active) {
        return new Leaderboards(store, active);
    }

    @Bean
    Windows windows(MetricReader store, ActiveCatalog active, Clock clock) {
        return new Windows(store, active, clock);
    }

    @Bean
    Accounting accounting(MetricReader store, ActiveCatalog active, ApiSettings settings) {
        return new Accounting(store, active, settings.topics());
    }

    /** The component {@code metrics} of the health endpoint. */
    @Bean
    MetricsHealth metricsHealthIndicator(Accounting accounting) {
        return new MetricsHealth(accounting);
    }
}
