package io.tidemark.chaos;

import io.tidemark.chaos.load.Load;
import io.tidemark.chaos.load.LoadCheck;
import io.tidemark.chaos.stage.HealthWatch;
import io.tidemark.chaos.stage.LedgerWatch;
import io.tidemark.chaos.stage.Stage;
import io.tidemark.local.Cleanup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one fault: load, fault, recovery, the load's own check, the audit. */
final class Run {

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

    /** Runs it in a folder of its own; throws if it does not come to its end. What it starts ends with the cleanup. */
    Outcome in(Path folder, Cleanup cleanup) throws Exception {
        progress.accept("starting");
        Stage stage = cleanup.open(() -> Stage.start(fault.topology(), folder));
        stage.awaitReady();
        return on(stage, cleanup);
    }

    private Outcome on(Stage stage, Cleanup cleanup) throws Exception {
        Load load = cleanup.open(() -> new Load(stage.bootstrapServers(), Stage.TOPIC, plan, clock.instant()));
        LedgerWatch ledger = cleanup.open(() -> new LedgerWatch(stage));
        HealthWatch health = cleanup.open(() -> new HealthWatch(stage, catalogChange));
        CatalogChange change = cleanup.open(() -> new CatalogChange(stage, progress));
        Moments moments = new Moments(stage, load, ledger, plan.seed(), clock, progress, () -> {
            if (catalogChange) {
                change.begin();
            }
        });

        progress.accept("load");
        load.start();
        moments.awaitSent(FAULT_AT);
        moments.awaitFolding();
        fault.strike().at(moments);
        if (catalogChange) {
            change.await();
        }
        moments.awaitFolded();

        progress.accept("all is sent and folded: comparing");
        LoadCheck.Result check = LoadCheck.of(load, stage.bootstrapServers(), Stage.TOPIC, stage.api());
        StageAudit audit = moments.audit();
        List<String> differences = new ArrayList<>(moments.differences());
        differences.addAll(check.differences());
        long count = moments.differences().size() + check.count() + audit.count();
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

    private static @Nullable Double orNull(OptionalDouble seconds) {
        return seconds.isPresent() ? seconds.getAsDouble() : null;
    }
}
