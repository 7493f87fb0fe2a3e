package io.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthReportTest {

    @Test
    void onlyWhatIsNotWellIsTold() {
        HealthReport report = HealthReport.ofJson("""
                {"status":"DOWN","components":{
                  "diskSpace":{"status":"UP","details":{"path":"/data"}},
                  "kafka":{"status":"DOWN"},
                  "processor":{"status":"DOWN","details":{"catalog":"version 2 is\\n in force","partitions":{
                    "raw-events-topic-0":{"state":"STOPPED","offset":4,"lag":0,"reason":"another topic id"},
                    "raw-events-topic-1":{"state":"RUNNING","offset":4,"lag":0},
                    "raw-events-topic-2":{"state":"STOPPED","offset":4,"lag":0,"reason":"another topic id"}}}},
                  "metrics":{"status":"DOWN","details":{"broken":{"topic raw-events-topic":"WRONGTYPE"}}}}}
                """);

        assertThat(report.isUp()).isFalse();
        assertThat(report.reasons())
                .isEqualTo(
                        "kafka: no reason is given; catalog: version 2 is in force; "
                                + "raw-events-topic-0, raw-events-topic-2: another topic id; topic raw-events-topic: WRONGTYPE");
    }

    @Test
    void healthWithinTheJvmIsReadAsItsJson() {
        HealthReport report = HealthReport.of(org.springframework.boot.health.contributor.Health.outOfService()
                .withDetail("waitingFor", "ZooKeeper")
                .build());

        assertThat(report.isWaiting()).isTrue();
        assertThat(report.reasons()).isEqualTo("waitingFor: ZooKeeper");
    }

    @Test
    void strangerAtThePortIsNotQuoted() {
        assertThat(HealthReport.ofJson("<html>").reasons()).isEqualTo("what answers there tells no health");
    }
}
