package io.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartupTest {

    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final Startup startup =
            new Startup(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    @Test
    void partsOfOneCallStartSideBySide() {
        CountDownLatch both = new CountDownLatch(2);

        startup.start(List.of(meeting("a", both), meeting("b", both)));

        startup.close();
        assertThat(closed).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void lastStartedIsClosedFirst() {
        startup.start(List.of(part("server")));
        startup.start(List.of(part("service")));

        startup.close();

        assertThat(closed).containsExactly("service", "server");
    }

    @Test
    void failureIsThrownAsItWasAfterTheOthersAreKept() {
        IllegalStateException failure = new IllegalStateException("no");
        Part failing = new Part("failing", "", () -> {
            throw failure;
        });

        assertThatThrownBy(() -> startup.start(List.of(failing, part("good")))).isSameAs(failure);

        startup.close();
        assertThat(closed).containsExactly("good");
    }

    @Test
    void partThatComesUpAfterTheCloseIsClosedToo() {
        startup.close();

        assertThatThrownBy(() -> startup.start(List.of(part("late")))).hasMessageContaining("middle of the start");

        assertThat(closed).containsExactly("late");
    }

    private Part part(String name) {
        return new Part(name, "", () -> () -> closed.add(name));
    }

    private Part meeting(String name, CountDownLatch all) {
        return new Part(name, "", () -> {
            all.countDown();
            assertThat(all.await(5, TimeUnit.SECONDS)).isTrue();
            return () -> closed.add(name);
        });
    }
}
