package io.tidemark.chaos;

import io.tidemark.chaos.load.Load;
import io.tidemark.chaos.load.LoadCheck;
import io.tidemark.chaos.stage.HealthWatch;
import io.tidemark.chaos.stage.LedgerWatch;
import io.tidemark.chaos.stage.Stage;
import io.tidemark.local.Cleanup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of one fault: load, fault, recovery, the load's own check, the audit. */
final class Run {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 50;

    /** In percent of the load: what comes before has values to lose, what comes after meets them. */
    private static final int FAULT_AT = 33;

    private final Fault fault;
    private final Load.Plan plan;
    private final boolean catalogChange;
    private final Clock clock;
    private final Consumer<String> progress;

    Run(Fault fault, Load.Plan plan, boolean catalogChange, Clock clock, Consumer<String> progress) {
        this.fault = fault;
        this.plan = plan;
        this.catalogChange = catalogChange;
        this.clock = clock;
        this.progress = progress;
    }

    /** Runs it in a folder of its own; throws if it does not come to its end. */
    Outcome in(Path folder) throws Exception {
        try (Cleanup cleanup = Cleanup.alsoAtExit()) {
            progress.accept("starting");
            Stage stage = cleanup.open(() -> Stage.start(fault.topology(), folder));
            stage.awaitReady();
            return on(stage, cleanup);
        }
    }

    private Outcome on(Stage stage, Cleanup cleanup) throws Exception {
        Load load = cleanup.open(() -> new Load(stage.bootstrapServers(), Stage.TOPIC, plan, clock.instant()));
        LedgerWatch ledger = cleanup.open(() -> new LedgerWatch(stage));
        HealthWatch health = cleanup.open(() -> new HealthWatch(stage));
        CatalogChange change = cleanup.open(() -> new CatalogChange(stage, clock, progress));
        Moments moments = new Moments(stage, load, plan.seed(), progress, () -> {
            if (catalogChange) {
                change.begin();
            }
        });

        progress.accept("load");
        load.start();
        await(load, () -> load.percent() >= FAULT_AT, ledger::state);
        fault.strike().at(moments);
        change.await();
        await(load, load::isDone, () -> load.percent() + " % are sent");
        long done = System.nanoTime();
        progress.accept("everything is sent");
        await(load, () -> ledger.isAtEndSince(done), ledger::state);

        progress.accept("comparing");
        LoadCheck.Result check = LoadCheck.of(load, stage.bootstrapServers(), Stage.TOPIC, stage.api());
        StageAudit audit = StageAudit.of(stage, clock);
        List<String> differences = new ArrayList<>(moments.differences());
        differences.addAll(check.differences());
        long count = differences.size() + audit.count();
        audit.differences().forEach(difference -> differences.add("audit: " + difference));
        return new Outcome(
                fault.name(),
                plan.seed(),
                catalogChange,
                check.records(),
                count,
                differences,
                orNull(health.detectionSeconds(moments.injectedNanos())),
                orNull(ledger.recoverySeconds(moments.healedNanos())),
                health.refused(),
                null,
                null);
    }

    private static void await(Load load, BooleanSupplier condition, Supplier<String> state)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            load.requireGood();
            if (System.nanoTime() > end) {
                throw new TimeoutException("after " + PATIENCE.toSeconds() + " s " + state.get());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static @Nullable Double orNull(OptionalDouble seconds) {
        return seconds.isPresent() ? seconds.getAsDouble() : null;
    }
}
