package io.tidemark.metric.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The store over the one shared Redis connection of a service; to be imported by it, with a {@link Clock} at hand. */
@Configuration(proxyBeanMethods = false)
public class RedisStoreConfiguration {

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    // Lettuce would wait up to 30 s, and the service would be away as long after Redis is back.
    private static final Duration LAST_RECONNECT = Duration.ofMillis(500);

    @Bean
    RedisMetricStore metricStore(RedisConnectionFactory redis, Clock clock) {
        return new RedisMetricStore(redis, clock);
    }

    @Bean
    ClientResourcesBuilderCustomizer promptReconnect() {
        return resources ->
                resources.reconnectDelay(Delay.exponential(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS));
    }

    /** Without a connection a command is refused at once; it would wait for its timeout otherwise. */
    @Bean
    LettuceClientOptionsBuilderCustomizer noQueueWhileDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }
}
