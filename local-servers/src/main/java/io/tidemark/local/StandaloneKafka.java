package io.tidemark.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kafka as a program, for who wants to stop and kill it. */
public final class StandaloneKafka {

    private StandaloneKafka() {}

    /** With its folder, its port, its controller's port; runs until it is ended. */
    public static void main(String[] args) {
        LocalKafka.start(
                new LocalKafka.Settings(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])));
    }

    /** As a child of this JVM, with these options of its own, not yet ready; its ports must be given. */
    public static ChildJvm start(LocalKafka.Settings settings, List<String> options, Path log) throws IOException {
        return ChildJvm.start(
                "broker",
                log,
                options,
                StandaloneKafka.class,
                List.of(
                        settings.dataDir().toString(),
                        Integer.toString(settings.port()),
                        Integer.toString(settings.controllerPort())));
    }
}
