package io.tidemark.api.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refuses outside of Spring's reach in the same form as all other refusals. */
@RestController
class ProblemErrorController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Object> error(
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer status,
            @RequestAttribute(name = RequestDispatcher.ERROR_REQUEST_URI, required = false) @Nullable String path,
            HttpServletResponse response) {
        if (response.containsHeader(HttpHeaders.ALLOW)) {
            // Of a method that the server itself refuses it names all that a servlet has methods for.
            response.setHeader(HttpHeaders.ALLOW, PreFlightAllow.METHODS);
        }
        return Problems.ofStatus(
                status == null ? HttpServletResponse.SC_NOT_FOUND : status, path == null ? "/error" : path);
    }
}
