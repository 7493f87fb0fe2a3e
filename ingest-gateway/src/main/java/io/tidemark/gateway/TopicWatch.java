package io.tidemark.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Looks after the topic every second, creates it if it is missing, and remembers what was seen. Thread-safe. */
final class TopicWatch implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final long EVERY_MS = 1_000;

    /** More than the client takes by itself to give up, so only a client that has died lets it pass. */
    private static final long PATIENCE_MS = 5_000;

    private final Supplier<Admin> clients;
    private final String servers;
    private final TopicProperties settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread watch = new Thread(runnable, "tidemark-gateway-topic");
        watch.setDaemon(true);
        return watch;
    });

    /** Used by the thread alone. Made there, since none can be made while the name of no broker can be resolved. */
    private @Nullable Admin client;

    private volatile @Nullable String waitingFor = "the first answer of Kafka";

    TopicWatch(Supplier<Admin> clients, String servers, TopicProperties settings) {
        this.clients = clients;
        this.servers = servers;
        this.settings = settings;
    }

    /** Why nothing can be written; null if it can. */
    @Nullable String waitingFor() {
        return waitingFor;
    }

    @Override
    public void afterPropertiesSet() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        thread.execute(this::dropClient);
        thread.shutdown();
    }

    /** Whatever goes wrong, it ends: what is thrown here would end the looking for good, and health would stay as it is. */
    private void look() {
        try {
            if (client == null) {
                client = clients.get();
            }
            ensure(client);
            note(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            note("Kafka at " + servers + " did not answer within " + PATIENCE_MS + " ms");
            dropClient();
        } catch (ExecutionException e) {
            note("Kafka at " + servers + " does not answer as it should: "
                    + String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (KafkaException e) {
            note("Kafka at " + servers + " cannot be reached: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            note("Kafka at " + servers + " cannot be asked: " + e);
            dropClient();
        }
    }

    /** The next look makes a new one. */
    private void dropClient() {
        Admin dropped = client;
        client = null;
        if (dropped != null) {
            dropped.close(Duration.ZERO);
        }
    }

    private void note(@Nullable String trouble) {
        boolean changed = (trouble == null) != (waitingFor == null);
        waitingFor = trouble;
        if (changed && trouble == null) {
            LOG.info("Kafka answers, and topic {} is there", settings.topic());
        } else if (changed) {
            LOG.warn("Events cannot be written: {}", trouble);
        }
    }

    private void ensure(Admin kafka) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            kafka.describeTopics(List.of(settings.topic())).allTopicNames().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            create(kafka);
        }
    }

    private void create(Admin kafka) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> configs = new HashMap<>();
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        Duration retention = settings.retention();
        if (retention != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        NewTopic topic = new NewTopic(
                settings.topic(),
                Optional.of(settings.partitions()),
                Optional.ofNullable(settings.replicationFactor()));
        try {
            kafka.createTopics(List.of(topic.configs(configs))).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
