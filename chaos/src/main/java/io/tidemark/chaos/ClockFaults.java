package io.tidemark.chaos;

import io.tidemark.chaos.stage.ServiceChild;
import io.tidemark.chaos.stage.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Processors whose clock is wrong, by libfaketime. */
final class ClockFaults {

    static final List<Fault> ALL = List.of(
            skewed("clock-ahead", 1, "a processor whose clock is an hour ahead takes over, and is replaced"),
            skewed("clock-behind", -1, "a processor whose clock is an hour behind takes over, and is replaced"));

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private ClockFaults() {}

    private static Fault skewed(String name, int hours, String description) {
        return new Fault(
                name, description, Topology.processors(1), ClockFaults::hindrance, moments -> strike(moments, hours));
    }

    private static void strike(Moments moments, int hours) throws Exception {
        String offset = String.format(Locale.ROOT, "%+dh", hours);
        ServiceChild right = moments.stage().processors().get(0);
        ServiceChild wrong = moments.stage()
                .startProcessor(Map.of(
                        "LD_PRELOAD",
                        library().orElseThrow().toString(),
                        "FAKETIME",
                        offset,
                        // Waits are by the monotonic clock, which nobody sets, and without this fix, with which a JVM
                        // busily waits for nothing.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"));
        wrong.awaitReady();
        requireSkew(moments, wrong, hours);
        moments.stage().killProcessor(right);
        moments.injected("kill -9 of the processor whose clock is right, beside one of " + offset);
        moments.hold(8);
        moments.stage().startProcessor().awaitReady();
        moments.stage().killProcessor(wrong);
        moments.healed("kill -9 of the processor whose clock is wrong, beside one whose clock is right");
    }

    private static void requireSkew(Moments moments, ServiceChild wrong, int hours) throws InterruptedException {
        Duration skew = Duration.between(moments.now(), wrong.time());
        if (skew.minusHours(hours).abs().compareTo(TOLERANCE) > 0) {
            throw new IllegalStateException(
                    "the clock of the processor is ahead by " + skew + ", not by " + hours + " h");
        }
    }

    private static Optional<String> hindrance() {
        return library().isPresent()
                ? Optional.empty()
                : Optional.of("libfaketime is not installed (with --install before chaos it will be)");
    }

    private static Optional<Path> library() {
        try (Stream<Path> systems = Files.list(LIBRARIES)) {
            return Stream.concat(Stream.of(LIBRARIES), systems)
                    .map(folder -> folder.resolve("faketime").resolve("libfaketime.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
