package io.tidemark.metric.control;

import io.tidemark.metric.MetricCatalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the configured catalog in ZooKeeper, a node for each, which is written once. Who makes a version makes
 * the node after the newest that it knows: of two only one succeeds. Every method throws
 * {@link ControlUnavailableException} if ZooKeeper does not answer. Thread-safe.
 */
public final class ZooKeeperCatalogs {

    private static final String ROOT = "/tidemark/catalog";
    private static final int MAX_VERSIONS = 1_000;
    private static final int MIN_VERSIONS = 10;
    private static final int MAX_HISTORY_BYTES = 16 << 20;
    private static final int MAX_ROUNDS = 10;

    /** A number that an int holds, as {@link #node} writes it. */
    private static final Pattern NODE = Pattern.compile("[01][0-9]{9}");

    private final CuratorFramework zooKeeper;
    private final CuratorWatcher watcher;
    private volatile @Nullable Parsed last;

    /** Parsing a large catalog takes longer than asking for it, and most who ask find it unchanged. */
    private record Parsed(byte[] bytes, ConfiguredCatalog version) {

        boolean isOf(int number, byte[] asked) {
            return version.version() == number && Arrays.equals(bytes, asked);
        }
    }

    /** @param zooKeeper owned by the caller */
    public ZooKeeperCatalogs(CuratorFramework zooKeeper) {
        this(zooKeeper, () -> {});
    }

    /**
     * @param zooKeeper owned by the caller
     * @param changed called, on a thread that must not be held up, when there may be a newer version than the one that
     *     {@link #newest} gave last
     */
    public ZooKeeperCatalogs(CuratorFramework zooKeeper, Runnable changed) {
        this.zooKeeper = zooKeeper;
        this.watcher = event -> changed.run();
    }

    /**
     * The newest version, or {@link ConfiguredCatalog#NONE}: no version that was made before the call is newer.
     */
    public ConfiguredCatalog newest() {
        return ZooKeeperCalls.ask(() -> {
            for (int round = 0; round < MAX_ROUNDS; round++) {
                // What this session asks after it is answered from what was written anywhere before it. Not Curator's,
                // which is sent from another thread, perhaps after the question.
                zooKeeper.getZookeeperClient().getZooKeeper().sync(ROOT, (code, path, context) -> {}, null);
                List<Integer> versions = versions();
                if (versions.isEmpty()) {
                    return ConfiguredCatalog.NONE;
                }
                Optional<ConfiguredCatalog> newest = read(versions.get(0));
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
            throw new ControlUnavailableException("the catalogs in ZooKeeper are deleted faster than they are read");
        });
    }

    /**
     * The newest version; where there is none, version 0 of what is in force: so a ZooKeeper that lost the catalogs takes
     * nothing else away.
     *
     * @param inForce asked only if there is no version
     */
    public ConfiguredCatalog newest(Supplier<MetricCatalog> inForce) {
        ConfiguredCatalog newest = newest();
        return newest.version() > 0 ? newest : ConfiguredCatalog.noneBut(inForce.get());
    }

    /** The newest versions, the newest first, without those that this build cannot read. */
    public List<CatalogSummary> history(int count) {
        return ZooKeeperCalls.ask(() -> {
            List<CatalogSummary> newest = new ArrayList<>();
            for (int version : versions().stream().limit(count).toList()) {
                data(version)
                        .flatMap(bytes -> CatalogNode.summary(version, bytes))
                        .ifPresent(newest::add);
            }
            return newest;
        });
    }

    /** Empty if there is none, or none any more. */
    public Optional<ConfiguredCatalog> version(int number) {
        return ZooKeeperCalls.ask(() -> read(number));
    }

    /**
     * Makes a version, unless there is another one of its number. Then the oldest are deleted: as many are kept as take
     * 16 MB at the size of this one, from 10 to 1,000.
     *
     * @param next made by the newest version's {@link ConfiguredCatalog#next}
     * @return false if somebody was faster
     * @throws io.tidemark.metric.InvalidDefinitionException if it is larger than a node may be
     */
    public boolean add(ConfiguredCatalog next) {
        return ZooKeeperCalls.ask(() -> {
            byte[] bytes = CatalogNode.write(next);
            boolean added = create(next.version(), bytes);
            if (added) {
                deleteUpTo(next.version() - kept(bytes.length));
            }
            return added;
        });
    }

    /**
     * Takes what was edited in the settings file since it was taken last, if anything was, and gives the newest version.
     *
     * @param inForce what the first version is made of, as for {@link #newest(Supplier)}
     */
    public ConfiguredCatalog take(MetricCatalog file, Supplier<MetricCatalog> inForce, Clock clock) {
        while (true) {
            ConfiguredCatalog newest = newest(inForce);
            if (newest.hasTaken(file)) {
                return newest;
            }
            add(newest.take(file, clock.instant()));
        }
    }

    private boolean create(int version, byte[] bytes) throws Exception {
        if (version == 1) {
            zooKeeper.create().orSetData().creatingParentsIfNeeded().forPath(ROOT, new byte[0]);
        }
        // A version whose predecessor was deleted already is an old one, though its own number may be free.
        String before = version == 1 ? ROOT : node(version - 1);
        try {
            zooKeeper
                    .transaction()
                    .forOperations(
                            zooKeeper.transactionOp().check().forPath(before),
                            zooKeeper.transactionOp().create().forPath(node(version), bytes));
            return true;
        } catch (KeeperException.NodeExistsException e) {
            // It may be this very one, if an answer was lost on the way and it was tried again.
            return Arrays.equals(bytes, data(version).orElse(new byte[0]));
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    private static int kept(int bytes) {
        return Math.max(MIN_VERSIONS, Math.min(MAX_VERSIONS, MAX_HISTORY_BYTES / bytes));
    }

    private void deleteUpTo(int last) throws Exception {
        List<Integer> versions = versions();
        for (int i = versions.size() - 1; i >= 0 && versions.get(i) <= last; i--) {
            zooKeeper.delete().quietly().forPath(node(versions.get(i)));
        }
    }

    /** The newest first. From now on a change of them is told. */
    private List<Integer> versions() throws Exception {
        try {
            return zooKeeper.getChildren().usingWatcher(watcher).forPath(ROOT).stream()
                    .filter(child -> NODE.matcher(child).matches())
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    private Optional<ConfiguredCatalog> read(int version) throws Exception {
        return data(version).map(bytes -> parse(version, bytes));
    }

    private ConfiguredCatalog parse(int version, byte[] bytes) {
        Parsed known = last;
        if (known == null || !known.isOf(version, bytes)) {
            known = new Parsed(bytes, CatalogNode.read(version, bytes));
            last = known;
        }
        return known.version();
    }

    private Optional<byte[]> data(int version) throws Exception {
        try {
            return Optional.of(zooKeeper.getData().forPath(node(version)));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        }
    }

    private static String node(int version) {
        return ROOT + "/" + String.format(Locale.ROOT, "%010d", version);
    }
}
