package io.tidemark.gateway.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
            @RequestAttribute(name = RequestDispatcher.ERROR_EXCEPTION, required = false) @Nullable Throwable cause,
            HttpServletResponse response) {
        int code = status == null ? HttpServletResponse.SC_NOT_FOUND : status;
        if (code == HttpServletResponse.SC_METHOD_NOT_ALLOWED && EventsController.isPath(path)) {
            // Instead of all that the server has methods for.
            response.setHeader(HttpHeaders.ALLOW, EventsController.METHODS);
        }
        String detail = code == HttpServletResponse.SC_BAD_REQUEST && cause instanceof IOException
                ? BodyInput.BROKEN_OFF
                : "refused with status " + code;
        return Problems.ofStatus(code, detail, path == null ? "/error" : path);
    }
}
