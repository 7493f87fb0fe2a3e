package io.tidemark.cli.connection;

import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.processor.log.TopicStarts.Starts;
import io.tidemark.processor.log.ZooKeeperStarts;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;

/** Where each topic started, as ZooKeeper has it, for one command. A ZooKeeper that is away is told in one line. */
public final class StartsInZooKeeper implements AutoCloseable {

    private static final int SESSION_MILLIS = 6_000;
    private static final int CONNECT_MILLIS = 3_000;
    private static final int RETRY_MILLIS = 500;

    private final String address;
    private final CuratorFramework client;
    private final ZooKeeperStarts starts;

    private StartsInZooKeeper(String address, CuratorFramework client) {
        this.address = address;
        this.client = client;
        this.starts = new ZooKeeperStarts(client);
    }

    /**
     * Connected to this address, {@code host:port}.
     *
     * @throws CommandFailedException if nobody answers there within seconds
     */
    public static StartsInZooKeeper at(String address) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                address, SESSION_MILLIS, CONNECT_MILLIS, new RetryOneTime(RETRY_MILLIS));
        client.start();
        try {
            if (client.blockUntilConnected(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
                return new StartsInZooKeeper(address, client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        throw new CommandFailedException("ZooKeeper at " + address + " does not answer");
    }

    /** {@link Starts#NONE} if nothing is known. Throws {@link CommandFailedException} if ZooKeeper does not tell. */
    public Starts read(String topic) {
        try {
            return starts.read(topic);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    /** By partition, where the topic of this id started; empty if nothing is known of it. Throws as {@link #read}. */
    public Map<Integer, Long> startsOf(String topic, @Nullable String topicId) {
        Starts known = read(topic);
        return known.id() != null && known.id().equals(topicId) ? known.starts() : Map.of();
    }

    /** Forgets what is there. Throws {@link CommandFailedException} if ZooKeeper does not do it. */
    public void replace(String topic, Starts next) {
        try {
            starts.replace(topic, next);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private CommandFailedException failed(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new CommandFailedException("ZooKeeper at " + address + " does not answer: " + e, e);
    }

    @Override
    public void close() {
        client.close();
    }
}
