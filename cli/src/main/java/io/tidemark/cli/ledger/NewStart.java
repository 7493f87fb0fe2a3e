package io.tidemark.cli.ledger;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From where a partition is to be folded.
 *
 * @param offset null: an end of the log
 * @param latest whether that is its end and not its begin
 */
record NewStart(@Nullable Long offset, boolean latest) {

    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

    static NewStart parse(String text) {
        if (text.equals("earliest") || text.equals("latest")) {
            return new NewStart(null, text.equals("latest"));
        }
        if (!OFFSET.matcher(text).matches()) {
            throw new CommandFailedException(
                    "--to is '" + text + "'; allowed are earliest, latest and an offset, such as 1000");
        }
        return new NewStart(Long.valueOf(text), false);
    }

    /** The offset in a partition whose log reaches from {@code begin} to {@code end}. */
    long in(String partition, long begin, long end) {
        if (offset == null) {
            return latest ? end : begin;
        }
        if (offset < begin || offset > end) {
            throw new CommandFailedException("--to is " + offset + ", which is outside of the log of " + partition
                    + "; it reaches from " + begin + " to " + end);
        }
        return offset;
    }
}
