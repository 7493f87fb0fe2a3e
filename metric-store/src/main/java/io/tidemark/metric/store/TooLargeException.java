package io.tidemark.metric.store;

/** What was asked for is more than the store hands out at a time: some 20 MB, for which Redis serves nobody else for a tenth of a second. */
public final class TooLargeException extends RuntimeException {

    /** So many values and parts of values are handed out at a time. */
    public static final int MAX_FIELDS = 250_000;

    /** So many bytes of sketches, of which a full one has 12 KiB; any counts as 4 KiB at least, since it is 16 KiB once it is read. */
    public static final int MAX_SKETCH_BYTES = 1_500 * 12_304;

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long allowed;

    /**
     * @param size    how large it is, in fields or bytes
     * @param allowed how large it may be
     */
    public TooLargeException(long size, long allowed, Throwable cause) {
        super(
                "it has " + size + (allowed == MAX_FIELDS ? " values and parts of values" : " bytes of sketches")
                        + "; allowed are " + allowed,
                cause);
        this.size = size;
        this.allowed = allowed;
    }

    /** How many of so many panes may be asked for, if all are of a size. */
    public long share(long panes) {
        return panes * allowed / size;
    }
}
