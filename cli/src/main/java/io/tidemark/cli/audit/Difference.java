package io.tidemark.cli.audit;

/**
 * Where the store does not say what the log says, or another witness.
 *
 * @param where   the store's name of the value, or what of the accounting it is
 * @param witness {@code the log}, unless it is another
 * @param log     what a fold of the log gives, or the witness says
 * @param store   what the store holds
 */
record Difference(String where, String witness, String log, String store) {

    /** There is no value. */
    static final String NOTHING = "nothing";

    Difference(String where, String log, String store) {
        this(where, "the log", log, store);
    }

    @Override
    public String toString() {
        return where + ": " + witness + " says " + log + ", the store says " + store;
    }
}
