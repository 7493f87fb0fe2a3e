package io.tidemark.cli.audit;

import io.tidemark.metric.MetricDefinition;
import io.tidemark.metric.Window;
import io.tidemark.metric.store.MetricDelta;
import io.tidemark.metric.store.StoreSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the log against the snapshot of the store: number for number, as canonical decimal text, and sketches of
 * distinct elements register for register.
 *
 * <p>A pane is compared while it is kept: while its end + keep is after both the log's progress and the snapshot's time;
 * later the store may have dropped it or not. The undated copy of a board with a period is absent, or equal to the
 * board of the period of the log's progress. Any other value in the store is a difference. Not thread-safe.
 */
final class AuditComparison {

    private final AuditFold fold;
    private final StoreNames names;
    private final AuditScope scope;
    private final Findings findings;
    private final AccountingComparison accounting;
    private final Set<String> droppable = new HashSet<>();

    AuditComparison(AuditFold fold, StoreSnapshot snapshot, StoreNames names, AuditScope scope) {
        this.fold = fold;
        this.names = names;
        this.scope = scope;
        this.findings = new Findings(snapshot.values());
        this.accounting = new AccountingComparison(fold, snapshot, findings);
    }

    AuditReport compare() {
        fold.types().forEach(this::compareType);
        fold.metrics().stream().filter(m -> scope.has(m.metric())).forEach(this::compareMetric);
        if (scope.isWhole()) {
            accounting.compareTopics();
            accounting.compareOthers();
        }
        findings.ignore(name -> isDroppable(name.key()) || !scope.has(name));
        return findings.report(fold.events());
    }

    /** Whether it is the key of a pane, or one that goes on behind it with a colon. */
    private boolean isDroppable(String key) {
        boolean isDroppable = droppable.contains(key);
        for (int end = key.indexOf(':'); end >= 0 && !isDroppable; end = key.indexOf(':', end + 1)) {
            isDroppable = droppable.contains(key.substring(0, end));
        }
        return isDroppable;
    }

    private void compareType(String type, long count) {
        if (scope.has(type)) {
            findings.expect(names.of(type), Long.toString(count));
        }
    }

    private void compareMetric(MetricFold metric) {
        accounting.compareMetric(metric);
        metric.panes().forEach((pane, groups) -> {
            if (isKept(metric.metric().window(), pane)) {
                groups.forEach((group, value) -> expect(metric.metric(), pane, group, value));
            } else {
                droppable.add(names.keyOf(metric.metric(), pane));
            }
        });
        if (metric.metric().period() != null) {
            compareUndated(metric);
        }
    }

    private void compareUndated(MetricFold metric) {
        MetricDefinition board = metric.metric();
        Window window = board.window();
        OptionalLong progress = fold.progress();
        boolean present = findings.hasKey(names.keyOf(board, MetricDelta.ALL_TIME));
        if (present && window != null && progress.isPresent()) {
            long current = window.paneStart(progress.getAsLong());
            Map<String, FoldedValue> members = metric.panes().getOrDefault(current, Map.of());
            members.forEach((member, score) -> expect(board, MetricDelta.ALL_TIME, member, score));
        }
    }

    private void expect(MetricDefinition metric, long pane, String group, FoldedValue value) {
        value.texts().forEach((part, text) -> findings.expect(names.of(metric, pane, group, part), text));
        if (metric.isSketchOfEachGroup()) {
            findings.expect(names.inIndex(metric, pane, group), "score " + GroupRank.of(group));
        }
    }

    private boolean isKept(@Nullable Window window, long pane) {
        if (window == null) {
            return true;
        }
        return !window.isLate(pane, Math.max(fold.now(), fold.progress().orElse(fold.now())));
    }
}
