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
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
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
    CatalogAnswer metrics(@RequestParam MultiValueMap<String, String> given, HttpServletResponse response) {
        new Parameters(given);
        CatalogAnswer catalog = control.catalog();
        tag(response, catalog.version());
        return catalog;
    }

    @PostMapping(path = Endpoint.CONTROL_METRICS, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MetricAnswer add(
            @RequestParam MultiValueMap<String, String> given, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new Parameters(given);
        MetricDefinition metric = DefinitionBody.of(request).definition();
        MetricAnswer added = control.add(metric, ifMatch(request));
        response.setHeader(HttpHeaders.LOCATION, Endpoint.CONTROL_METRICS + "/" + metric.name());
        tag(response, added.version());
        return added;
    }

    @GetMapping(Endpoint.CONTROL_METRIC)
    MetricAnswer metric(
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletResponse response) {
        new Parameters(given);
        MetricAnswer metric = control.metric(name);
        tag(response, metric.version());
        return metric;
    }

    @PutMapping(path = Endpoint.CONTROL_METRIC, consumes = MediaType.APPLICATION_JSON_VALUE)
    MetricAnswer replace(
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        new Parameters(given);
        MetricDefinition metric = DefinitionBody.of(request).definitionOf(name);
        MetricAnswer replaced = control.replace(metric, ifMatch(request));
        tag(response, replaced.version());
        return replaced;
    }

    @DeleteMapping(Endpoint.CONTROL_METRIC)
    ChangeAnswer remove(
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request,
            HttpServletResponse response) {
        new Parameters(given);
        ChangeAnswer removed = control.remove(name, ifMatch(request));
        tag(response, removed.version());
        return removed;
    }

    @GetMapping(Endpoint.CONTROL_CATALOG)
    HistoryAnswer history(@RequestParam MultiValueMap<String, String> given, HttpServletResponse response) {
        int limit =
                new Parameters(given, "limit").integer("limit", 1, MAX_VERSIONS).orElse(SHOWN_VERSIONS);
        HistoryAnswer history = control.history(limit);
        tag(response, history.version());
        return history;
    }

    @PostMapping(Endpoint.CONTROL_RESTORE)
    ChangeAnswer restore(
            @PathVariable String version,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request,
            HttpServletResponse response)
            throws HttpMediaTypeNotSupportedException {
        requireJsonOrNothing(request); // first: the fields of a form would be taken for parameters
        new Parameters(given);
        int number = new Parameters(Map.of("version", List.of(version)), "version")
                .integer("version", 1, Integer.MAX_VALUE)
                .orElseThrow();
        ChangeAnswer restored = control.restore(number, ifMatch(request));
        tag(response, restored.version());
        return restored;
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

    /** A body has nothing to say here; but a form, which any page may send, has one. */
    private static void requireJsonOrNothing(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        boolean hasBody =
                request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (type == null ? hasBody : !isJson(type)) {
            throw new HttpMediaTypeNotSupportedException("only JSON is taken");
        }
    }

    private static boolean isJson(String type) {
        try {
            return MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /**
     * Never from a cache: whether a version is in force changes without the version. On the servlet's own response, since
     * Spring would answer a question with If-None-Match by 304 to a tag that it knows of.
     */
    private static void tag(HttpServletResponse response, int version) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tagOf(version));
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    }
}
