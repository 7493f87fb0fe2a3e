package io.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.LocalRedis;
import io.tidemark.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static LocalRedis redis;
    private static RunningApi api;
    private static JsonNode described;

    @BeforeAll
    static void start() {
        redis = TestServers.startRedis();
        api = RunningApi.on(redis.host(), redis.port());
        described = JSON.readTree(api.get("/v3/api-docs").body());
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
    }

    @Test
    void everyCallIsDescribedAndEveryDescribedCallIsThere() {
        RequestMappingHandlerMapping mapping =
                api.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        Set<String> served = new TreeSet<>();
        mapping.getHandlerMethods().keySet().forEach(call -> served.addAll(call.getPatternValues()));
        served.removeIf(path -> !path.startsWith("/api/"));

        assertThat(described.path("paths").propertyNames()).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void everyCallTakesTheDescribedParametersAndNoOther() {
        described.path("paths").properties().forEach(path -> {
            if (path.getValue().path("get").isMissingNode()) {
                return; // what only changes something has no parameters but those of its path
            }
            List<String> names = new ArrayList<>();
            path.getValue().path("get").path("parameters").forEach(parameter -> {
                if (parameter.path("in").asString().equals("query")) {
                    names.add(parameter.path("name").asString());
                }
            });

            JsonNode refusal = JSON.readTree(api.get(path.getKey().replace("{name}", "x") + "?nobody-knows=1")
                    .body());

            assertThat(refusal.path("allowed").asString())
                    .as(path.getKey())
                    .isEqualTo(names.isEmpty() ? "no parameters" : String.join(", ", names));
        });
    }

    @Test
    void everyMethodOfACallIsDescribed() {
        RequestMappingHandlerMapping mapping =
                api.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);

        mapping.getHandlerMethods()
                .keySet()
                .forEach(call -> call.getPatternValues().forEach(path -> {
                    if (path.startsWith("/api/")) {
                        call.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> assertThat(described
                                                .path("paths")
                                                .path(path)
                                                .has(method.name().toLowerCase(Locale.ROOT)))
                                        .as(method + " " + path)
                                        .isTrue());
                    }
                }));
    }

    @Test
    void anAnswerHasTheDescribedFields() {
        JsonNode answer = JSON.readTree(api.metrics("accounting"));

        JsonNode schema = described.path("components").path("schemas").path("Accounting");

        assertThat(answer.propertyNames())
                .containsExactlyElementsOf(schema.path("properties").propertyNames());
        assertThat(answer.path("topics").get(0).propertyNames())
                .containsExactlyElementsOf(schema.path("properties")
                        .path("topics")
                        .path("items")
                        .path("properties")
                        .propertyNames());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui.html",
                "/swagger-ui.js",
                "/webjars/swagger-ui/swagger-ui.css",
                "/webjars/swagger-ui/swagger-ui-bundle.js"
            })
    void thePageAndItsPartsAreServed(String path) {
        assertThat(api.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void whatElseStandsBesideThePageIsNotServed() {
        assertThat(api.get("/openapi.json").statusCode()).isEqualTo(404);
        assertThat(api.get("/webjars/swagger-ui/../../../tidemark-api.yml").statusCode())
                .isGreaterThanOrEqualTo(400);
    }
}
