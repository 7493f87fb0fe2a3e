package io.tidemark.cli.dlt;

import io.tidemark.cli.connection.TopicIds;
import java.util.Map;

/** Which letters are to be sent, and why the others are not. Not thread-safe. */
final class Choice {

    private final Map<String, String> topicIds;
    private final Selection selection = new Selection();
    private int replayed;
    private int cut;
    private int orphaned;

    private Choice(Map<String, String> topicIds) {
        this.topicIds = topicIds;
    }

    /** @param force whether those too that were replayed before */
    static Choice of(Letters letters, LetterOptions options, boolean force) {
        Choice choice = new Choice(TopicIds.of(letters.origins(), options.kafka()));
        letters.forEach((letter, record) -> {
            if (options.include(letter)) {
                boolean again = letters.isReplayed(letter) && !force;
                choice.add(letter, again, record.partition(), record.offset());
            }
        });
        return choice;
    }

    private void add(Letter letter, boolean again, int partition, long offset) {
        if (again) {
            replayed++;
        } else if (letter.cut()) {
            cut++;
        } else if (!letter.place().topicId().equals(topicIds.get(letter.topic()))) {
            orphaned++;
        } else {
            selection.put(partition, offset);
        }
    }

    Selection selection() {
        return selection;
    }

    /** Left out, since they were replayed before. */
    int replayed() {
        return replayed;
    }

    /** Left out, since they hold only the first part of their value. */
    int cut() {
        return cut;
    }

    /** Left out, since the topic that they came from is no more. */
    int orphaned() {
        return orphaned;
    }
}
