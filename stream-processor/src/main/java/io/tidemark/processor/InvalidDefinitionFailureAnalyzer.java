package io.tidemark.processor;

import io.tidemark.metric.InvalidDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A wrong line in the catalog ends the start with one clear message instead of a stack trace. */
final class InvalidDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDefinitionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidDefinitionException cause) {
        return new FailureAnalysis(
                "The catalog, 'tidemark.metrics' and 'tidemark.deduplication', is wrong: " + cause.getMessage(),
                "Correct it in tidemark-processor.yml and start again. What runs and what is stored is untouched.",
                cause);
    }
}
