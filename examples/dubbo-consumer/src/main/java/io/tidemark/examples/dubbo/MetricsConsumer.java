package io.tidemark.examples.dubbo;

import io.tidemark.rpc.LeaderboardEntry;
import io.tidemark.rpc.MetricsException;
import io.tidemark.rpc.MetricsService;
import io.tidemark.rpc.WindowPoint;
import io.tidemark.rpc.WindowSeries;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** Prints a counter, a leaderboard and a window, once or every second. */
public final class MetricsConsumer implements AutoCloseable {

    private static final int PLACES = 10;

    private final Arguments arguments;
    private final PrintStream out;
    private @Nullable RemoteMetrics remote;

    private MetricsConsumer(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** Exits with 0 if all was answered, 1 if not, 2 if wrongly called. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + Arguments.USAGE);
            System.exit(2);
            return;
        }
        boolean answered;
        try (MetricsConsumer consumer = new MetricsConsumer(arguments, System.out)) {
            answered = consumer.ask();
            while (arguments.watch()) {
                TimeUnit.SECONDS.sleep(1);
                answered = consumer.ask();
            }
        }
        if (!answered) {
            System.exit(1);
        }
    }

    @Override
    public void close() {
        if (remote != null) {
            remote.close();
        }
    }

    private boolean ask() {
        try {
            print(connected().service());
            return true;
        } catch (MetricsException e) {
            out.println("refused: " + e.code() + ": " + e.getMessage());
        } catch (RpcException e) {
            out.println("not available: " + reason(e));
        } catch (IllegalStateException e) {
            out.println("not available: " + e.getMessage());
        }
        return false;
    }

    private RemoteMetrics connected() {
        if (remote == null) {
            try {
                remote = new RemoteMetrics(arguments.zooKeeper(), arguments.protocol());
            } catch (RuntimeException e) {
                throw new IllegalStateException("ZooKeeper at " + arguments.zooKeeper() + " does not answer", e);
            }
        }
        return remote;
    }

    private void print(MetricsService metrics) {
        out.println(arguments.counter() + ": " + metrics.getCounter(arguments.counter()));
        out.println(arguments.board() + ":");
        for (LeaderboardEntry entry : metrics.getTopN(arguments.board(), PLACES)) {
            out.println("  " + entry.rank() + ". " + entry.member() + " "
                    + entry.score().toPlainString());
        }
        WindowSeries window = metrics.getWindow(arguments.window(), arguments.minutes());
        out.println(window.name() + ", every " + window.unit() + ", total " + window.total() + ":");
        for (WindowPoint point : window.points()) {
            out.println("  " + point.start() + " " + point.value());
        }
    }

    private String reason(RpcException e) {
        if (e.isTimeout()) {
            return "the provider does not answer in time";
        }
        return e.isForbidden() || e.isNoInvokerAvailableAfterFilter()
                ? "no provider is registered in ZooKeeper at " + arguments.zooKeeper()
                : "the provider cannot be reached";
    }
}
