package io.tidemark.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.HandlerInterceptor;

/** Tells a browser that asks before it posts what is allowed; without this it is told all that a servlet has methods for. */
final class PreFlightAllow implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object target) {
        if (CorsUtils.isPreFlightRequest(request)) {
            response.setHeader(HttpHeaders.ALLOW, EventsController.METHODS);
        }
        return true;
    }
}
