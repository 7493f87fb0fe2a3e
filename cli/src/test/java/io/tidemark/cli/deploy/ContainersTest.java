package io.tidemark.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.deploy.ComposeFile.Container;
import io.tidemark.cli.stack.StackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.zookeeper.Version;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The containers, as far as that can be known without an engine that runs them. */
class ContainersTest {

    /** A module, its settings and its package. */
    private record Service(String module, String settings, String inPackage) {}

    private static final Map<String, Service> SERVICES = Map.of(
            "gateway", new Service("ingest-gateway", "tidemark-gateway.yml", "io.tidemark.gateway"),
            "processor", new Service("stream-processor", "tidemark-processor.yml", "io.tidemark.processor"),
            "metrics-api", new Service("metrics-api", "tidemark-api.yml", "io.tidemark.api"));

    /** What the local stack listens on. */
    private static final StackPorts PORTS = new StackPorts(0);

    private static final Pattern PINNED = Pattern.compile("\\S+:v?\\d+(\\.\\d+){2}\\S*");
    private static final Pattern LOOPBACK_PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+):(\\d+)");
    private static final Pattern NOT_ROOT = Pattern.compile("USER ([1-9]\\d*):([1-9]\\d*)");

    private final ComposeFile compose = ComposeFile.read();
    private final Dockerfile dockerfile = Dockerfile.read();

    @Test
    void everyImageIsPinnedToTheVersionThatTheBuildUses() {
        assertThat(dockerfile.bases()).allMatch(image -> PINNED.matcher(image).matches());
        assertThat(compose.containers().values())
                .extracting(container -> container.text("image"))
                .allMatch(image -> PINNED.matcher(image).matches());
        assertThat(compose.container("kafka").text("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        assertThat(compose.container("zookeeper").text("image")).isEqualTo("zookeeper:" + Version.getVersion());
    }

    @Test
    void nothingRunsAsRootOrWithMoreRightsThanItNeeds() {
        assertThat(compose.containers().values()).allSatisfy(container -> {
            assertThat(container.list("cap_drop")).containsExactly("ALL");
            assertThat(container.list("security_opt")).contains("no-new-privileges:true");
            assertThat(container.text("privileged")).isNotEqualTo("true");
            if (container.isOurs()) {
                List<String> users = dockerfile.instructionsOf(target(container)).stream()
                        .filter(instruction -> instruction.startsWith("USER "))
                        .toList();
                assertThat(users)
                        .isNotEmpty()
                        .last()
                        .matches(user -> NOT_ROOT.matcher(user).matches());
            } else {
                assertThat(container.text("user")).matches("[a-z]+").isNotEqualTo("root");
            }
        });
    }

    @Test
    void ourServicesWriteNothingButTheirTemporaryFolderFromWhichLibrariesAreLoaded() {
        assertThat(compose.ours()).allSatisfy(container -> {
            assertThat(container.text("read_only")).isEqualTo("true");
            assertThat(container.list("tmpfs")).anyMatch(folder -> folder.matches("/tmp:(.*,)?exec(,.*)?"));
        });
    }

    @Test
    void everyContainerIsWatchedBoundedAndStartedAgain() {
        assertThat(compose.containers().values()).allSatisfy(container -> {
            assertThat(container.map("healthcheck")).containsKeys("test", "interval", "timeout", "start_period");
            assertThat(container.text("mem_limit")).matches("\\d+[mg]");
            assertThat(container.text("restart")).isEqualTo("unless-stopped");
            assertThat(container.map("depends_on").values())
                    .allMatch(condition -> condition.equals(Map.of("condition", "service_healthy")));
        });
    }

    @Test
    void portsArePublishedOnTheLoopbackAddressAndAreThoseOfTheLocalStackWithoutRpc() {
        List<Integer> published = compose.containers().values().stream()
                .flatMap(container -> container.list("ports").stream())
                .map(ContainersTest::samePort)
                .toList();

        assertThat(published)
                .containsExactlyInAnyOrder(
                        PORTS.api(),
                        PORTS.gateway(),
                        PORTS.processor(),
                        PORTS.kafka(),
                        PORTS.zooKeeper(),
                        PORTS.redis());
    }

    @Test
    void ourServicesAreAskedForTheirHealthAtThePortOfTheirSettings() {
        assertThat(compose.ours()).extracting(Container::name).containsExactlyInAnyOrderElementsOf(SERVICES.keySet());
        assertThat(compose.ours()).allSatisfy(container -> {
            String port = defaultPort(service(container));

            assertThat(container.list("ports")).contains("127.0.0.1:" + port + ":" + port);
            assertThat(container.map("healthcheck").get("test")).isEqualTo(List.of("CMD", "healthy", port));
            assertThat(dockerfile.instructionsOf(target(container)))
                    .anyMatch(instruction -> instruction.matches("EXPOSE (.* )?" + port + "( .*)?"));
            assertThat(container.map("environment")).containsEntry("SERVER_ADDRESS", "0.0.0.0");
        });
    }

    @Test
    void everyVariableIsASettingOfItsService() {
        assertThat(compose.ours())
                .allSatisfy(container -> assertThat(container.map("environment").keySet())
                        .isNotEmpty()
                        .isSubsetOf(Variables.of(service(container).inPackage())));
    }

    @Test
    void addressesInVariablesAreThoseOfOtherContainers() {
        assertThat(compose.ours())
                .allSatisfy(container -> container.map("environment").values().stream()
                        .map(String::valueOf)
                        .filter(value -> !value.equals("0.0.0.0"))
                        .forEach(value -> assertThat(compose.containers()).containsKey(value.split(":", 2)[0])));
        assertThat(compose.container("metrics-api").map("environment"))
                .containsEntry(
                        "TIDEMARK_RPC_HOST", compose.container("metrics-api").text("hostname"));
        assertThat(compose.container("kafka").map("environment").get("KAFKA_ADVERTISED_LISTENERS"))
                .isEqualTo("INSIDE://kafka:19092,HOST://127.0.0.1:9092");
    }

    @Test
    void imagesAreBuiltFromModulesThatMakeAnExecutableJar() throws IOException {
        String modules = Files.readString(Path.of("..", "pom.xml"));
        for (Container container : compose.ours()) {
            String module = service(container).module();

            assertThat(modules).contains("<module>" + module + "</module>");
            assertThat(Files.readString(Path.of("..", module, "pom.xml"))).contains("spring-boot-maven-plugin");
            assertThat(String.join("\n", dockerfile.instructionsOf("build")))
                    .containsPattern("-pl \\S*\\b" + module + "\\b")
                    .containsPattern("for service in [^;]*\\b" + module + "\\b");
            assertThat(dockerfile.instructionsOf(target(container)))
                    .contains(
                            "COPY --from=build /layers/" + module + "/dependencies/ ./",
                            "COPY --from=build /layers/" + module + "/snapshot-dependencies/ ./",
                            "COPY --from=build /layers/" + module + "/application/ ./")
                    .anyMatch(instruction -> instruction.startsWith("ENTRYPOINT [\"java\"")
                            && instruction.endsWith("\"-jar\", \"service.jar\"]"));
        }
        assertThat(Path.of("..", "deploy", "docker", "healthy")).isExecutable();
    }

    @Test
    void redisKeepsWhatItIsTold() {
        assertThat(compose.container("redis").text("command"))
                .contains("--appendonly yes", "--maxmemory-policy noeviction", "--hash-max-listpack-entries 64");
        assertThat(compose.container("redis").text("command")).contains("--maxmemory 448mb");
        assertThat(compose.container("redis").text("mem_limit")).isEqualTo("1g");
        assertThat(compose.container("redis").list("volumes")).containsExactly("redis:/data");
    }

    private static int samePort(String published) {
        Matcher port = LOOPBACK_PORT.matcher(published);
        assertThat(port.matches()).as(published).isTrue();
        assertThat(port.group(1)).isEqualTo(port.group(2));
        return Integer.parseInt(port.group(1));
    }

    private static String target(Container container) {
        return String.valueOf(container.map("build").get("target"));
    }

    private static Service service(Container container) {
        return Objects.requireNonNull(SERVICES.get(container.name()));
    }

    private static String defaultPort(Service service) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ContainersTest.class.getResourceAsStream("/" + service.settings()))) {
            Map<String, Map<String, Object>> settings = new Yaml().load(in);
            return String.valueOf(Objects.requireNonNull(settings.get("server")).get("port"));
        }
    }
}
