package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.testing.TestServers;
import org.junit.jupiter.api.Test;

/** An audit that cannot be made must not look like one that found differences. */
class AuditTest {

    @Test
    void storeThatIsAwayProvesNothing() {
        Run run = Run.of("audit", "--redis", "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).hasLineCount(1).startsWith("audit: the store at 127.0.0.1:1 cannot be read");
    }

    @Test
    void emptyStoreProvesNothing() {
        try (LocalRedis redis = TestServers.startRedis()) {
            Run run = Run.of("audit", "--json", "--redis", redis.host() + ":" + redis.port());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).hasLineCount(1).startsWith("{\"refused\":\"the store has no ledger");
        }
    }

    @Test
    void addressInAnotherFormIsRefused() {
        Run run = Run.of("audit", "--redis", "nonsense");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--redis is 'nonsense'; it must be HOST:PORT");
    }
}
