package io.tidemark.metric;

/** A metric definition that breaks a rule. The message names the field, the value and what is allowed. */
public class InvalidDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidDefinitionException(String message) {
        super(message);
    }
}
