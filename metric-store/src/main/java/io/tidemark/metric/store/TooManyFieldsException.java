package io.tidemark.metric.store;

/** What was asked for holds more values and parts of values than the store hands out at a time. */
public final class TooManyFieldsException extends RuntimeException {

    /** So many are handed out at a time: some 10 MB, for which Redis serves nobody else for a tenth of a second. */
    public static final int MAX_FIELDS = 250_000;

    private static final long serialVersionUID = 1L;

    private final long fields;

    /** @param fields how many there are */
    public TooManyFieldsException(long fields, Throwable cause) {
        super("it has " + fields + " values and parts of values; allowed are " + MAX_FIELDS, cause);
        this.fields = fields;
    }

    public long fields() {
        return fields;
    }
}
