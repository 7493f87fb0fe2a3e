package io.tidemark.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Batches under load while the gateway, then the broker is killed; what is answered with a refusal is sent again. */
final class GatewayKills {

    /** Events have numbers instead of ids of their own, so that a million of them is a set of bits. */
    static final Pattern NUMBER = Pattern.compile("\"eventId\":\"n([0-9]+)\"");

    private static final Pattern ACCEPTED_ONE = Pattern.compile("\"eventId\":\"n([0-9]+)\",\"status\":\"accepted\"");
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 100;
    private static final long AGAIN_MILLIS = 50;

    private final GatewayServers servers;
    private final Progress progress;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean ending;

    GatewayKills(GatewayServers servers, Progress progress) {
        this.servers = servers;
        this.progress = progress;
    }

    /** Returns the numbers of the events that were acknowledged. */
    BitSet run(int secondsBetween) throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<BitSet>> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Callable<BitSet> sender = this::sendUntilEnding;
                senders.add(threads.submit(sender));
            }
            TimeUnit.SECONDS.sleep(secondsBetween);
            progress.say("kill -9 of the gateway");
            servers.restartGateway();
            servers.awaitReady();
            TimeUnit.SECONDS.sleep(secondsBetween);
            progress.say("kill -9 of the broker");
            servers.restartBroker();
            servers.awaitReady();
            TimeUnit.SECONDS.sleep(secondsBetween);
            ending = true;
            BitSet acknowledged = new BitSet();
            for (Future<BitSet> sender : senders) {
                acknowledged.or(sender.get());
            }
            return acknowledged;
        } finally {
            threads.shutdownNow();
        }
    }

    private BitSet sendUntilEnding() throws InterruptedException {
        BitSet acknowledged = new BitSet();
        while (!ending) {
            try (HttpConnection connection = new HttpConnection(servers.gatewayPort(), GatewayBenchmark.PATH)) {
                while (!ending) {
                    sendOne(connection, acknowledged);
                }
            } catch (IOException e) {
                Thread.sleep(AGAIN_MILLIS); // it was killed: connect again
            }
        }
        return acknowledged;
    }

    /** A batch whose connection breaks is not sent again: whether it was taken is not known, so nothing is claimed of it. */
    private void sendOne(HttpConnection connection, BitSet acknowledged) throws IOException, InterruptedException {
        int first = next.getAndAdd(BATCH);
        byte[] body = body(first);
        while (connection.post(body) != GatewayBenchmark.ACCEPTED) {
            Matcher accepted = ACCEPTED_ONE.matcher(connection.body());
            while (accepted.find()) {
                acknowledged.set(Integer.parseInt(accepted.group(1)));
            }
            Thread.sleep(AGAIN_MILLIS);
        }
        acknowledged.set(first, first + BATCH);
    }

    private static byte[] body(int first) {
        StringJoiner body = new StringJoiner(",", "[", "]");
        for (int i = first; i < first + BATCH; i++) {
            body.add("{\"eventId\":\"n" + i + "\",\"eventType\":\"killed\",\"userId\":\"user-" + i % 1000 + "\"}");
        }
        return body.toString().getBytes(UTF_8);
    }
}
