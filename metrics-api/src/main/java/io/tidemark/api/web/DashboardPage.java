package io.tidemark.api.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The live page, or one in its place that says why the build left it out. */
@RestController
class DashboardPage {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final String html;

    /** Of the folder that the build of the page wrote. */
    DashboardPage(Resource folder) {
        try {
            Resource page = folder.createRelative("page/index.html");
            html = page.exists() ? text(page) : notBuilt(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asked for anew each time: it names the files of its own build, which never change. */
    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(HTML)
                .body(html);
    }

    private static String notBuilt(Resource folder) throws IOException {
        Resource reason = folder.createRelative("not-built.txt");
        String told = reason.exists() ? text(reason).strip() : "it has not been packaged yet";
        return text(folder.createRelative("not-built.html")).replace("{reason}", HtmlUtils.htmlEscape(told));
    }

    private static String text(Resource file) throws IOException {
        return file.getContentAsString(StandardCharsets.UTF_8);
    }
}
