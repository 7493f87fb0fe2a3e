package io.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final HealthReport UP = new HealthReport("UP", "");
    private static final HealthReport WAITING = new HealthReport("OUT_OF_SERVICE", "waitingFor: ZooKeeper");
    private static final HealthReport DOWN = new HealthReport("DOWN", "catalog: refused");

    @Test
    void waitsWhileTheServiceWaits() throws InterruptedException {
        Iterator<HealthReport> reports = List.of(WAITING, WAITING, UP).iterator();

        assertThat(new Readiness(reports::next, Duration.ofMinutes(1)).await()).isSameAs(UP);
    }

    @Test
    void whatTimeDoesNotHealIsNotWaitedFor() throws InterruptedException {
        Iterator<HealthReport> reports = List.of(WAITING, DOWN).iterator();

        assertThat(new Readiness(reports::next, Duration.ofMinutes(1)).await()).isSameAs(DOWN);
    }

    @Test
    void endOfThePatienceTellsWhatIsWaitedFor() throws InterruptedException {
        assertThat(new Readiness(() -> WAITING, Duration.ofMillis(1)).await()).isSameAs(WAITING);
    }
}
