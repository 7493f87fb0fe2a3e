package io.tidemark.api.web;

import io.tidemark.api.query.Refusal;
import io.tidemark.api.query.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Keeps pages of other sites away from calls that change something. A browser says by {@code Origin} whose page asks, and by
 * {@code Sec-Fetch-Site} that it is another's; a page whose own name was made to point at this machine asks by that name as {@code Host}, so only known names are answered.
 */
final class OwnOriginOnly implements HandlerInterceptor {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Set<String> CHANGING_NOTHING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** @param names the hosts, without ports, that are known besides those of loopback */
    OwnOriginOnly(Set<String> names) {
        this.names.addAll(names);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (CorsUtils.isPreFlightRequest(request)) {
            return true; // it changes nothing, and is answered without leave for anything
        }
        String host = String.valueOf(request.getHeader(HttpHeaders.HOST));
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        if (!LOOPBACK.matcher(name).matches() && !names.contains(name)) {
            String allowed = "localhost, 127.0.0.1, [::1] and the names in tidemark.api.control.hosts";
            throw refused(Refusal.FOREIGN_HOST, HttpHeaders.HOST, host, allowed);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host)) {
            throw refused(Refusal.FOREIGN_ORIGIN, HttpHeaders.ORIGIN, origin, "http://" + host);
        }
        String site = request.getHeader(FETCH_SITE);
        if ("cross-site".equalsIgnoreCase(site) && !CHANGING_NOTHING.contains(request.getMethod())) {
            throw refused(Refusal.FOREIGN_ORIGIN, FETCH_SITE, site, "same-origin");
        }
        return true;
    }

    private static RefusedException refused(Refusal refusal, String header, String value, String allowed) {
        return new RefusedException(
                refusal, header + " is '" + value + "'; allowed: " + allowed, header, value, allowed);
    }
}
