package io.tidemark.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.tidemark.event.Event;
import io.tidemark.event.client.EventReporter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, at the end of the whole way: gateway, Kafka, processor, Redis, API. */
class DashboardIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder = Path.of("");

    private static Chromium chromium;
    private static Pipeline pipeline;
    private static int port;
    private static ServiceProcess api;
    private static EventReporter reporter;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.launch();
        PlaywrightAssertions.setDefaultAssertionTimeout(SOON.toMillis());
        pipeline = new Pipeline("dashboard-events", folder);
        port = ServiceProcess.freePort();
        api = pipeline.startApi(port);
        pipeline.startProcessor();
        ServiceProcess gateway = pipeline.startGateway();
        reporter = EventReporter.toGateway(URI.create(gateway.url())).build();
    }

    @AfterAll
    static void stop() {
        if (reporter != null) {
            reporter.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void pageShowsTheNumbersAndMovesWithNewEvents() throws Exception {
        report(5, view("ann", "/<b>home</b>"));
        report(2, view("bob", "/about"));
        report(1, Event.ofType("purchase").userId("ann").data("amount", 1234.5));
        Page page = chromium.open(api.url());

        assertThat(total(page, "page_view")).hasText("7");
        assertThat(score(page, "top_pages", "/<b>home</b>")).hasText("5");
        assertThat(score(page, "daily_active_users", "ann")).hasText("6");
        assertThat(page.locator("[data-figure=revenue] .value")).hasText("1,234.50");
        assertThat(page.locator("[data-fate=rejected] dd")).hasText("0");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Live");
        assertThat(page.getByRole(AriaRole.IMG, named("Events per second by type"))
                        .locator("canvas"))
                .isVisible();

        report(3, view("bob", "/about"));

        assertThat(total(page, "page_view")).hasText("10");
        assertThat(page.locator("[data-tile=top_pages] li").first()).containsText("/about");
        assertThat(chromium.errors()).isEmpty();
        assertThat(chromium.foreign()).isEmpty();
    }

    @Test
    void longestNameLeavesThePageAsWideAsTheScreen() throws Exception {
        String longest = "/" + "x".repeat(1_023);
        try (Pipeline other = new Pipeline("long-names", folder.resolve("long-names"));
                EventReporter events = EventReporter.toKafka(other.kafka())
                        .topic(other.topic())
                        .build()) {
            ServiceProcess server = other.startApi(ServiceProcess.freePort());
            other.startProcessor();
            events.report(view("ann", longest).build()).get();
            Page page = chromium.open(server.url());

            assertThat(score(page, "top_pages", longest)).hasText("1");
            assertThat(overflow(page, 1280)).isZero();
            assertThat(overflow(page, 360)).isZero();
        }
    }

    @Test
    void pageTellsThatTheApiIsAwayKeepsTheOldValuesAndRecoversAlone() throws Exception {
        report(1, Event.ofType("search").userId("cid"));
        Page page = chromium.open(api.url());
        assertThat(total(page, "search")).hasText("1");

        api.kill();
        report(1, Event.ofType("search").userId("cid"));

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Disconnected");
        assertThat(page.getByRole(AriaRole.ALERT))
                .hasText(Pattern.compile("The metrics API does not answer\\. The values are those of .+"));
        assertThat(page.locator("main")).hasClass("stale");
        assertThat(total(page, "search")).hasText("1");

        api = pipeline.startApi(port);

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Live");
        assertThat(total(page, "search")).hasText("2");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void emptySystemSaysWhatToDo() throws Exception {
        try (Pipeline empty = new Pipeline("no-events", folder.resolve("empty"))) {
            Page page = chromium.open(empty.startApi(ServiceProcess.freePort()).url());

            assertThat(page.getByRole(AriaRole.HEADING, named("No events yet"))).isVisible();
            assertThat(page.getByText("./tidemark up --demo")).isVisible();
        }
    }

    private static Event.Builder view(String user, String path) {
        return Event.ofType("page_view").userId(user).data("page", path);
    }

    private static void report(int times, Event.Builder event) throws Exception {
        for (int i = 0; i < times; i++) {
            reporter.report(event.build()).get();
        }
    }

    /** By how many pixels the page is wider than a window of that width. */
    private static int overflow(Page page, int width) {
        page.setViewportSize(width, 800);
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static Locator total(Page page, String counter) {
        return page.locator("[data-counter='" + counter + "'] td:last-child");
    }

    private static Locator score(Page page, String board, String member) {
        return page.locator("[data-tile='" + board + "'] [data-member='" + member + "'] .score");
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }
}
