package io.tidemark.api.web;

import io.tidemark.api.control.CatalogAnswer;
import io.tidemark.api.control.CatalogControl;
import io.tidemark.api.control.ChangeAnswer;
import io.tidemark.api.control.HistoryAnswer;
import io.tidemark.api.control.IfMatch;
import io.tidemark.api.control.MetricAnswer;
import io.tidemark.api.control.ProcessorsAnswer;
import io.tidemark.api.query.Endpoint;
import io.tidemark.api.query.Parameters;
import io.tidemark.metric.MetricDefinition;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls that change what is measured. Every answer that speaks of the catalog has its version as ETag. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class ControlController {

    private static final int SHOWN_VERSIONS = 100;
    private static final int MAX_VERSIONS = 1_000;

    private final CatalogControl control;

    ControlController(CatalogControl control) {
        this.control = control;
    }

    @GetMapping(Endpoint.CONTROL_METRICS)
    ResponseEntity<CatalogAnswer> metrics(@RequestParam MultiValueMap<String, String> given) {
        new Parameters(given);
        CatalogAnswer catalog = control.catalog();
        return ok(catalog.version()).body(catalog);
    }

    @PostMapping(path = Endpoint.CONTROL_METRICS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MetricAnswer> add(@RequestParam MultiValueMap<String, String> given, HttpServletRequest request)
            throws IOException {
        new Parameters(given);
        MetricDefinition metric = DefinitionBody.of(request).definition();
        MetricAnswer added = control.add(metric, ifMatch(request));
        return answer(HttpStatus.CREATED, added.version())
                .location(URI.create(Endpoint.CONTROL_METRICS + "/" + metric.name()))
                .body(added);
    }

    @GetMapping(Endpoint.CONTROL_METRIC)
    ResponseEntity<MetricAnswer> metric(@PathVariable String name, @RequestParam MultiValueMap<String, String> given) {
        new Parameters(given);
        MetricAnswer metric = control.metric(name);
        return ok(metric.version()).body(metric);
    }

    @PutMapping(path = Endpoint.CONTROL_METRIC, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MetricAnswer> replace(
            @PathVariable String name, @RequestParam MultiValueMap<String, String> given, HttpServletRequest request)
            throws IOException {
        new Parameters(given);
        MetricDefinition metric = DefinitionBody.of(request).definitionOf(name);
        MetricAnswer replaced = control.replace(metric, ifMatch(request));
        return ok(replaced.version()).body(replaced);
    }

    @DeleteMapping(Endpoint.CONTROL_METRIC)
    ResponseEntity<ChangeAnswer> remove(
            @PathVariable String name, @RequestParam MultiValueMap<String, String> given, HttpServletRequest request) {
        new Parameters(given);
        ChangeAnswer removed = control.remove(name, ifMatch(request));
        return ok(removed.version()).body(removed);
    }

    @GetMapping(Endpoint.CONTROL_CATALOG)
    ResponseEntity<HistoryAnswer> history(@RequestParam MultiValueMap<String, String> given) {
        int limit =
                new Parameters(given, "limit").integer("limit", 1, MAX_VERSIONS).orElse(SHOWN_VERSIONS);
        HistoryAnswer history = control.history(limit);
        return ok(history.version()).body(history);
    }

    @PostMapping(Endpoint.CONTROL_RESTORE)
    ResponseEntity<ChangeAnswer> restore(
            @PathVariable String version,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request) {
        new Parameters(given);
        int number = new Parameters(Map.of("version", List.of(version)), "version")
                .integer("version", 1, Integer.MAX_VALUE)
                .orElseThrow();
        ChangeAnswer restored = control.restore(number, ifMatch(request));
        return ok(restored.version()).body(restored);
    }

    /** Without an ETag: what processors do is not a matter of the catalog's version alone. */
    @GetMapping(Endpoint.CONTROL_PROCESSORS)
    ProcessorsAnswer processors(@RequestParam MultiValueMap<String, String> given) {
        new Parameters(given);
        return control.processors();
    }

    private static IfMatch ifMatch(HttpServletRequest request) {
        return IfMatch.of(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)));
    }

    private static ResponseEntity.BodyBuilder ok(int version) {
        return answer(HttpStatus.OK, version);
    }

    /** Never from a cache: whether a version is in force changes without the version. */
    private static ResponseEntity.BodyBuilder answer(HttpStatus status, int version) {
        return ResponseEntity.status(status).eTag(IfMatch.tagOf(version)).cacheControl(CacheControl.noStore());
    }
}
