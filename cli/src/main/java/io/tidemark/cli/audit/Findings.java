package io.tidemark.cli.audit;

import io.tidemark.metric.store.StoreSnapshot.StoredName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The values of the store, crossed off one by one as they are compared. Not thread-safe. */
final class Findings {

    private final Map<StoredName, String> left;
    private final List<Difference> differences = new ArrayList<>();
    private long compared;

    Findings(Map<StoredName, String> values) {
        left = new HashMap<>(values);
    }

    /** The store must hold this value there. */
    void expect(StoredName name, String value) {
        String actual = left.remove(name);
        compare(name.toString(), value, actual == null ? Difference.NOTHING : actual);
    }

    void compare(String where, String log, String store) {
        compared++;
        if (!log.equals(store)) {
            differences.add(new Difference(where, log, store));
        }
    }

    boolean hasKey(String key) {
        return left.keySet().stream().anyMatch(name -> name.key().equals(key));
    }

    /** What stands there is of no account. */
    void ignore(Predicate<StoredName> names) {
        left.keySet().removeIf(names);
    }

    /** What was not expected is a difference too. */
    AuditReport report(long events) {
        left.forEach((name, value) -> compare(name.toString(), Difference.NOTHING, value));
        differences.sort(Comparator.comparing(Difference::where));
        return new AuditReport(events, compared, differences);
    }
}
