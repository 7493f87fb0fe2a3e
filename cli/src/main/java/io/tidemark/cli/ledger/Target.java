package io.tidemark.cli.ledger;

import io.tidemark.cli.terminal.CommandFailedException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be folded anew.
 *
 * @param partition the only one of the topic that is named; empty: all
 */
record Target(String topic, OptionalInt partition) {

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,249})(?::([0-9]{1,9}))?");

    static Target parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new CommandFailedException(
                    "'" + text + "' is no topic; it must be TOPIC or TOPIC:PARTITION, such as raw-events-topic:0");
        }
        String partition = parts.group(2);
        return new Target(
                parts.group(1), partition == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(partition)));
    }

    boolean names(int number) {
        return partition.isEmpty() || partition.getAsInt() == number;
    }
}
