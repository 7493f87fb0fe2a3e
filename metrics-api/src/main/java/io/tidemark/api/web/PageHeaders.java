package io.tidemark.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** What a browser is told not to do with a page. */
final class PageHeaders implements HandlerInterceptor {

    private final String policy;

    /**
     * A page takes nothing from elsewhere, runs nothing that stands in it, and asks nobody but this server.
     *
     * @param styles the sources of its styles
     * @param images the sources of its images
     */
    PageHeaders(String styles, String images) {
        policy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src " + styles,
                "img-src " + images,
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        return true;
    }
}
