package io.tidemark.processor.log;

import io.tidemark.metric.control.ControlUnavailableException;
import io.tidemark.metric.control.ProcessorState;
import io.tidemark.metric.control.ProcessorState.Partition;
import io.tidemark.metric.control.ZooKeeperProcessors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this processor entered in ZooKeeper, with what it folds and by which catalog, on a thread of its own. */
final class Registration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final long EVERY_SECONDS = 1;

    /** Offsets and lag change all the time, and each time they are entered is a write on every server of ZooKeeper. */
    private static final long OFFSETS_EVERY_MS = 5_000;

    private final ZooKeeperProcessors processors;
    private final Statuses statuses;
    private final IntSupplier catalogVersion;
    private final Ticker ticker;
    private final String id = UUID.randomUUID().toString();
    private final String host = host();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, DaemonThread.named("registration"), new ThreadPoolExecutor.DiscardPolicy());
    /** What was entered last; confined to the thread. */
    private @Nullable ProcessorState entered;

    private long enteredAt;

    /** @param catalogVersion tells by which configured version is folded */
    Registration(ZooKeeperProcessors processors, Statuses statuses, IntSupplier catalogVersion, Ticker ticker) {
        this.processors = processors;
        this.statuses = statuses;
        this.catalogVersion = catalogVersion;
        this.ticker = ticker;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::enter, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Soon, since something has changed. */
    void renew() {
        thread.execute(this::enter);
    }

    /** What changes seldom at once, what always changes now and then. */
    void enter() {
        try {
            ProcessorState state = new ProcessorState(id, host, catalogVersion.getAsInt(), partitions());
            if (isWorthAWrite(state) || !processors.has(id)) {
                processors.put(state);
                entered = state;
                enteredAt = ticker.millis();
            }
        } catch (ControlUnavailableException e) {
            LOG.debug("Not entered: {}", e.getMessage()); // health says that there is no connection
        } catch (Throwable e) { // an Error would end the schedule without a word
            LOG.warn("Not entered in ZooKeeper", e);
        }
    }

    private boolean isWorthAWrite(ProcessorState state) {
        ProcessorState before = entered;
        return before == null
                || !withoutOffsets(state).equals(withoutOffsets(before))
                || (!state.equals(before) && ticker.millis() - enteredAt >= OFFSETS_EVERY_MS);
    }

    private static ProcessorState withoutOffsets(ProcessorState state) {
        List<Partition> partitions = state.partitions().stream()
                .map(each -> new Partition(each.topic(), each.partition(), each.state(), 0, null))
                .toList();
        return new ProcessorState(state.id(), state.host(), state.catalogVersion(), partitions);
    }

    private List<Partition> partitions() {
        List<Partition> partitions = new ArrayList<>();
        statuses.all().forEach((partition, status) -> {
            Long lag = status.lag() == PartitionStatus.UNKNOWN_LAG ? null : status.lag();
            String state = status.state().name().toLowerCase(Locale.ROOT);
            partitions.add(new Partition(partition.topic(), partition.partition(), state, status.offset(), lag));
        });
        return partitions;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
