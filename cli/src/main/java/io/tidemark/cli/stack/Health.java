package io.tidemark.cli.stack;

/**
 * How one part of the stack is.
 *
 * @param up whether it does its work
 * @param detail what it said, or why it is not up; one line
 */
record Health(boolean up, String detail) {

    static Health up(String detail) {
        return new Health(true, detail);
    }

    static Health down(String detail) {
        return new Health(false, detail);
    }
}
