package io.tidemark.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether containers are asked for and can run. */
final class Docker {

    private static final String SWITCH = "TIDEMARK_TEST_SERVERS";

    private Docker() {}

    static boolean isWanted() {
        String value = System.getProperty(SWITCH, System.getenv().getOrDefault(SWITCH, "embedded"));
        return switch (value) {
            case "embedded" -> false;
            case "containers" -> mayRun() && DockerClientFactory.instance().isDockerAvailable();
            default ->
                throw new IllegalArgumentException(
                        SWITCH + " is '" + value + "'; allowed are 'embedded' and 'containers'.");
        };
    }

    // The client's own look for an engine takes most of a second and is noisy; without one of these it is in vain.
    private static boolean mayRun() {
        Path home = Path.of(System.getProperty("user.home"));
        return System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(home.resolve(".docker/run/docker.sock"));
    }
}
