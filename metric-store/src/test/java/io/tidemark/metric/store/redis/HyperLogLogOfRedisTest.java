package io.tidemark.metric.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.HyperLogLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;

/** The own sketch against that of Redis, from which it must not differ in anything. */
class HyperLogLogOfRedisTest {

    private static final byte[] KEY = RedisKeys.bytes("sketch");
    private static final byte[] UNION = RedisKeys.bytes("union");

    private static OwnRedis redis;
    private static RedisConnection connection;

    @BeforeAll
    static void start() {
        redis = new OwnRedis();
        connection = redis.connections().getConnection();
    }

    @AfterAll
    static void stop() {
        connection.close();
        redis.close();
    }

    @Test
    void sameElementsGiveTheSameRegistersAndCount() {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            List<String> elements = elements(random, random.nextInt(1 << random.nextInt(14)));
            HyperLogLog own = sketchOf(elements);
            redis.flush();
            add(KEY, elements);

            assertThat(stored(KEY)).isEqualTo(own);
            assertThat(own.count()).as("of %d", elements.size()).isEqualTo(pfCount(KEY));
        }
    }

    @Test
    void greatSetsGiveTheSameCount() {
        HyperLogLog own = new HyperLogLog();
        redis.flush();
        for (int size = 0; size < 300_000; size += 10_000) {
            List<String> some = IntStream.range(size, size + 10_000)
                    .mapToObj(i -> "user-" + i)
                    .toList();
            add(KEY, some);
            some.forEach(own::add);

            assertThat(own.count()).isEqualTo(pfCount(KEY)).isBetween((long) (size * 0.97), (long)
                    (size * 1.03 + 10_500));
        }
        assertThat(stored(KEY)).isEqualTo(own);
    }

    @Test
    void unionGivesTheSameCount() {
        Random random = new Random(2);
        for (int round = 0; round < 20; round++) {
            List<String> one = elements(random, random.nextInt(5_000));
            List<String> other = elements(random, random.nextInt(50));
            redis.flush();
            add(KEY, one);
            add(UNION, other);
            HyperLogLog own = sketchOf(one);
            own.merge(sketchOf(other));

            assertThat(own.count()).isEqualTo(pfCount(KEY, UNION));
        }
    }

    @Test
    void emptySketchCountsNothing() {
        redis.flush();
        redis.cli("PFADD", "sketch");

        assertThat(stored(KEY)).isEqualTo(new HyperLogLog());
        assertThat(new HyperLogLog().count()).isZero();
    }

    @Test
    void whatIsNoSketchIsNotRead() {
        for (boolean dense : new boolean[] {false, true}) {
            redis.flush();
            add(
                    KEY,
                    IntStream.range(0, dense ? 5_000 : 100)
                            .mapToObj(Integer::toString)
                            .toList());
            byte[] value = connection.stringCommands().get(KEY);
            byte[] cut = Arrays.copyOf(value, value.length - 1);
            byte[] otherEncoding = value.clone();
            otherEncoding[4] = 2;

            assertThat(StoredHyperLogLog.decode(value)).isPresent();
            assertThat(StoredHyperLogLog.decode(cut)).isEmpty();
            assertThat(StoredHyperLogLog.decode(otherEncoding)).isEmpty();
        }
        assertThat(StoredHyperLogLog.decode(new byte[0])).isEmpty();
        assertThat(StoredHyperLogLog.decode(RedisKeys.bytes("HYLL"))).isEmpty();
        assertThat(StoredHyperLogLog.decode(RedisKeys.bytes("12345678901234567890")))
                .isEmpty();
    }

    private static List<String> elements(Random random, int size) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(
                    switch (random.nextInt(3)) {
                        case 0 -> "u" + random.nextInt(1_000);
                        case 1 -> "ü☃😀".repeat(random.nextInt(4)) + random.nextLong();
                        default -> "x".repeat(random.nextInt(40));
                    });
        }
        return elements;
    }

    private static void add(byte[] key, List<String> elements) {
        for (int i = 0; i < elements.size(); i += 1_000) {
            byte[][] some = elements.subList(i, Math.min(i + 1_000, elements.size())).stream()
                    .map(RedisKeys::bytes)
                    .toArray(byte[][]::new);
            connection.hyperLogLogCommands().pfAdd(key, some);
        }
    }

    private static long pfCount(byte[]... keys) {
        Long count = connection.hyperLogLogCommands().pfCount(keys);
        return count == null ? -1 : count;
    }

    private static HyperLogLog stored(byte[] key) {
        byte[] value = connection.stringCommands().get(key);
        return value == null
                ? new HyperLogLog()
                : StoredHyperLogLog.decode(value).orElseThrow();
    }

    private static HyperLogLog sketchOf(List<String> elements) {
        HyperLogLog sketch = new HyperLogLog();
        elements.forEach(sketch::add);
        return sketch;
    }
}
