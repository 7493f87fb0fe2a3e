package io.tidemark.cli.audit;

/** Pairs of numbers as a baseline holds them: millions, so they are two plain lists. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pairs(long[] left, long[] right) {

    Pairs {
        if (left.length != right.length) {
            throw new IllegalArgumentException(left.length + " numbers have " + right.length + " beside them");
        }
    }

    int size() {
        return left.length;
    }
}
