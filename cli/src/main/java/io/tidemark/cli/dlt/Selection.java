package io.tidemark.cli.dlt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records of a dead-letter topic are to be sent, as offsets: a million take eight megabytes. Put and taken in the
 * order of the offsets of each partition. Not thread-safe.
 */
final class Selection {

    private final Map<Integer, Offsets> partitions = new HashMap<>();
    private int size;
    private int taken;

    void put(int partition, long offset) {
        partitions.computeIfAbsent(partition, p -> new Offsets()).put(offset);
        size++;
    }

    /** Whether this record is one of them. */
    boolean take(ConsumerRecord<?, ?> record) {
        Offsets offsets = partitions.get(record.partition());
        boolean selected = offsets != null && offsets.take(record.offset());
        taken += selected ? 1 : 0;
        return selected;
    }

    int size() {
        return size;
    }

    /** How many were not taken. */
    int left() {
        return size - taken;
    }

    private static final class Offsets {

        private long[] offsets = new long[16];
        private int count;
        private int next;

        void put(long offset) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count++] = offset;
        }

        boolean take(long offset) {
            while (next < count && offsets[next] < offset) {
                next++;
            }
            return next < count && offsets[next] == offset;
        }
    }
}
