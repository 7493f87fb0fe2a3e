package io.tidemark.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.api.RunningApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.FileSystemResource;

/** The page of this test's own resources stands for the built one. */
class DashboardPageTest {

    private static final int NOTHING_LISTENS = 1;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = RunningApi.on("127.0.0.1", NOTHING_LISTENS);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void pageIsServedAnewEachTimeAlsoWhenTheStoreIsDown() {
        HttpResponse<String> page = api.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("The built page");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void hashedFilesAreKeptForGood() {
        HttpResponse<String> script = api.get("/assets/index-1a2b3c.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Content-Type")).startsWith("text/javascript");
        assertThat(header(script, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
    }

    @Test
    void fileThatIsNotThereIsAProblemThatNobodyKeeps() {
        HttpResponse<String> missing = api.get("/assets/index-of-an-older-build.js");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(missing, "Cache-Control")).doesNotContain("max-age");
    }

    @Test
    void pageMayReachNoOtherServerAndRunNothingInline() {
        assertThat(header(api.get("/"), "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(api.get("/assets/index-1a2b3c.js"), "X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui.html", "/swagger-ui.js", "/webjars/swagger-ui/swagger-ui-bundle.js"})
    void pageOfTheDescriptionMayReachNoOtherServerAndRunNothingInline(String path) {
        HttpResponse<String> file = api.get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void buildWithoutThePageSaysWhyAndWhereTheNumbersAre(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("not-built.html"), "left out: {reason}. <a href=\"api/v1/metrics/counters\">");
        Files.writeString(folder.resolve("not-built.txt"), "the node on the PATH is <old>\n");

        String page = String.valueOf(
                new DashboardPage(new FileSystemResource(folder + "/")).page().getBody());

        assertThat(page).contains("left out: the node on the PATH is &lt;old&gt;. ", "api/v1/metrics/counters");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
