package io.tidemark.gateway.ingest;

/** How events stand in a body. */
public enum BodyFormat {
    /** One object, or an array of them. */
    JSON,
    /** One object per line. */
    LINES
}
