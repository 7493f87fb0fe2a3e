package io.tidemark.api.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Written by hand, because parameters are read strictly and not by Spring; a test holds it against what is answered. */
@RestController
class OpenApiController {

    static final String PATH = "/v3/api-docs";

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Resource description() {
        return new ClassPathResource("openapi.json", OpenApiController.class);
    }
}
