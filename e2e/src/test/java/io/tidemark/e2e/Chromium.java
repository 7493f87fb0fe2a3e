package io.tidemark.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine without a window, driven with the Node of this machine. Nothing is downloaded. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Path ON_A_MAC = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<String> foreign = Collections.synchronizedList(new ArrayList<>());

    private Chromium(Path executable, Path node) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // Root may not use the sandbox, and this one sees only pages of ours.
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run",
                                "--disable-quic")));
    }

    /** Skips the test, with a line that says why, where there is no Chromium or no Node. */
    static Chromium launch() {
        Optional<Path> executable = NAMES.stream()
                .flatMap(Chromium::onPath)
                .findFirst()
                .or(() -> Optional.of(ON_A_MAC).filter(Files::isExecutable));
        Optional<Path> node = onPath("node").findFirst();
        String lacking = executable.isEmpty() ? "Chromium" : node.isEmpty() ? "Node" : null;
        if (lacking != null) {
            System.err.println("The dashboard is not tested in a browser: there is no " + lacking + " on the PATH.");
        }
        assumeTrue(lacking == null, "there is no " + lacking);
        return new Chromium(executable.orElseThrow(), node.orElseThrow());
    }

    /** Opens what is at the root of a server, as {@code http://127.0.0.1:8080}. */
    Page open(String url) {
        Page page = browser.newPage(new Browser.NewPageOptions().setLocale("en-GB"));
        page.onConsoleMessage(message -> {
            // A status that is not 2xx is no error of the page, and a test of its own.
            boolean ofTheNetwork = message.text().startsWith("Failed to load resource");
            if (!ofTheNetwork && List.of("error", "warning").contains(message.type())) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(url + "/")) {
                foreign.add(request.url());
            }
        });
        page.navigate(url);
        return page;
    }

    /** What the pages complained of. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** What the pages asked of another server than their own. */
    List<String> foreign() {
        return List.copyOf(foreign);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
