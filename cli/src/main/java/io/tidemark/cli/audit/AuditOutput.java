package io.tidemark.cli.audit;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How the result of an audit is written: at most 100 differences, and how many there are. */
interface AuditOutput {

    int SHOWN = 100;

    void print(AuditReport report);

    /** There is no report, because of this. */
    void refuse(String reason);

    /** A line for each difference, the summary last. */
    static AuditOutput text(PrintStream out) {
        return new AuditOutput() {
            @Override
            public void print(AuditReport report) {
                shown(report).forEach(out::println);
                int more = report.differences().size() - SHOWN;
                if (more > 0) {
                    out.println("… and " + more + " more");
                }
                out.println(report.summary());
            }

            @Override
            public void refuse(String reason) {
                out.println("audit: " + reason);
            }
        };
    }

    /** One line of JSON. */
    static AuditOutput json(PrintStream out) {
        JsonMapper json = JsonMapper.shared();
        return new AuditOutput() {
            @Override
            public void print(AuditReport report) {
                out.println(json.writeValueAsString(new Result(
                        report.events(), report.compared(), report.differences().size(), shown(report))));
            }

            @Override
            public void refuse(String reason) {
                out.println(json.writeValueAsString(Map.of("refused", reason)));
            }
        };
    }

    private static List<Difference> shown(AuditReport report) {
        List<Difference> all = report.differences();
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    /**
     * The result as JSON.
     *
     * @param differences how many there are
     * @param shown       the first of them
     */
    record Result(long events, long compared, int differences, List<Difference> shown) {}
}
