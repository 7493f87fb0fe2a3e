package io.tidemark.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.HandlerInterceptor;

/** Tells a browser that asks first what is allowed; without this it is told all that a servlet has methods for. */
final class PreFlightAllow implements HandlerInterceptor {

    static final String METHODS = "GET,HEAD,OPTIONS";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object target) {
        if (CorsUtils.isPreFlightRequest(request)) {
            response.setHeader(HttpHeaders.ALLOW, METHODS);
        }
        return true;
    }
}
