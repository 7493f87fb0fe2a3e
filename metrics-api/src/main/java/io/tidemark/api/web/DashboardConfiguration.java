package io.tidemark.api.web;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the live page at {@code /}. It lies in a folder of its own on the class path: what is in
 * {@code META-INF/resources} would be served by every service of the JVM.
 */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration implements WebMvcConfigurer {

    private static final String FOLDER = "io/tidemark/dashboard/";
    private static final String ASSETS = "/assets/**";
    private static final Duration YEAR = Duration.ofDays(365);

    @Bean
    DashboardPage dashboardPage() {
        return new DashboardPage(new ClassPathResource(FOLDER));
    }

    /** Their names change with their contents. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(ASSETS)
                .addResourceLocations("classpath:" + FOLDER + "page/assets/")
                .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PageHeaders("'self'", "'self'")).addPathPatterns("/", ASSETS);
    }
}
