package io.tidemark.cli.audit;

/**
 * Where the store does not say what the log says.
 *
 * @param where the store's name of the value, or what of the accounting it is
 * @param log   what a fold of the log gives
 * @param store what the store holds
 */
record Difference(String where, String log, String store) {

    /** There is no value. */
    static final String NOTHING = "nothing";

    @Override
    public String toString() {
        return where + ": the log says " + log + ", the store says " + store;
    }
}
