package io.tidemark.api.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;

/** The description of the REST calls, and a page to read and try them. */
@Configuration(proxyBeanMethods = false)
@Import(OpenApiController.class)
class OpenApiConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger-ui.html", "/swagger-ui.js")
                .addResourceLocations("classpath:/io/tidemark/api/web/");
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .resourceChain(true)
                .addResolver(new LiteWebJarsResourceResolver());
    }

    /** Swagger UI sets styles at its elements, and has its icons in its style sheet. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PageHeaders("'self' 'unsafe-inline'", "'self' data:"))
                .addPathPatterns("/swagger-ui.html", "/swagger-ui.js", "/webjars/**");
    }
}
