package io.tidemark.cli.ledger;

import io.tidemark.cli.connection.RedisStore;
import io.tidemark.cli.connection.TopicIds;
import io.tidemark.cli.stack.StackOptions;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.metric.store.redis.RedisMetricStore;
import io.tidemark.processor.log.KafkaLogs;
import io.tidemark.processor.log.LogView;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The store and the log, for one command. What is away is told in one line. */
final class Connections implements AutoCloseable {

    private final String kafka;
    private final RedisStore redis;
    private final Admin admin;

    Connections(StackOptions stack, Clock clock) {
        this.kafka = stack.kafka();
        this.redis = RedisStore.at(stack.redis(), clock);
        try {
            this.admin = Admin.create(TopicIds.settings(kafka));
        } catch (KafkaException e) { // Its address is of no form, or its name of no host.
            redis.close();
            throw away(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    RedisMetricStore store() {
        return redis.store();
    }

    /** The topic's log; empty if Kafka has no such topic. */
    Optional<LogView> log(String topic) {
        try {
            return Optional.of(new KafkaLogs(admin).look(topic));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw away(String.valueOf(e.getCause()), e);
        } catch (Exception e) {
            throw away(e.toString(), e);
        }
    }

    private CommandFailedException away(String why, Exception e) {
        return new CommandFailedException("Kafka at " + kafka + " does not answer: " + why, e);
    }

    @Override
    public void close() {
        redis.close();
        admin.close();
    }
}
