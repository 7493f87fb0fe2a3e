package io.tidemark.metric.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.metric.Decimals;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

class DecimalScriptTest {

    private static final String EACH_PAIR = """

            local sums = {}
            for i = 1, #ARGV, 2 do
              sums[#sums + 1] = plus(ARGV[i], ARGV[i + 1]) or 'none'
            end
            return sums
            """;

    @Test
    void sumsAreThoseOfBigDecimal() throws Exception {
        Random random = new Random(11);
        List<String> pairs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            BigDecimal left = number(random);
            BigDecimal right = random.nextInt(10) == 0 ? left.negate() : number(random);
            pairs.add(left.toPlainString());
            pairs.add(right.toPlainString());
            expected.add(Decimals.plain(left.add(right)).toPlainString());
        }

        assertThat(sums(pairs)).isEqualTo(expected);
    }

    @Test
    void whatIsNoPlainDecimalHasNoSum() throws Exception {
        List<String> pairs = new ArrayList<>();
        for (String bad :
                List.of("", "-", ".5", "1e5", "+1", " 1", "1 ", "0x10", "nan", "--1", "1.2.3", "9".repeat(101))) {
            pairs.add(bad);
            pairs.add("1");
        }

        assertThat(sums(pairs)).containsOnly("none");
    }

    private static BigDecimal number(Random random) {
        int bits = random.nextInt(120);
        BigInteger digits = switch (random.nextInt(4)) {
            case 0 -> BigInteger.TEN.pow(random.nextInt(30));
            case 1 -> BigInteger.TEN.pow(random.nextInt(30)).subtract(BigInteger.ONE);
            default -> new BigInteger(bits, random);
        };
        BigDecimal number = new BigDecimal(digits, random.nextInt(10));
        return random.nextBoolean() ? number : number.negate();
    }

    private static List<String> sums(List<String> pairs) throws Exception {
        try (OwnRedis redis = new OwnRedis();
                RedisConnection connection = redis.connections().getConnection();
                InputStream script = RedisScript.class.getResourceAsStream("decimal.lua")) {
            byte[] text = RedisKeys.bytes(new String(script.readAllBytes(), StandardCharsets.UTF_8) + EACH_PAIR);
            byte[][] arguments = pairs.stream().map(RedisKeys::bytes).toArray(byte[][]::new);
            List<byte[]> sums = connection.scriptingCommands().eval(text, ReturnType.MULTI, 0, arguments);
            return sums.stream()
                    .map(sum -> new String(sum, StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
