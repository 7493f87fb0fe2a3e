package io.tidemark.gateway.web;

import io.tidemark.gateway.ingest.RefusedException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refuses outside of Spring's reach in the same form as all other refusals. */
@RestController
class ProblemErrorController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Object> error(
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer status) {
        int code = status == null ? HttpServletResponse.SC_NOT_FOUND : status;
        return Problems.of(new RefusedException(Problems.ofStatus(code), "refused with status " + code));
    }
}
