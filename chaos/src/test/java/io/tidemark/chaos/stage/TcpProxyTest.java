package io.tidemark.chaos.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.LocalRedis;
import io.tidemark.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private final LocalRedis redis = TestServers.startRedis();
    private TcpProxy proxy;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        proxy = TcpProxy.before(redis.port());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(200);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        redis.close();
    }

    @Test
    void answerThatIsHeldBackComesLateAndTheQuestionHasPassed() throws IOException {
        proxy.holdAnswers();
        ask("INCR n");

        assertThatThrownBy(this::answer).isInstanceOf(SocketTimeoutException.class);
        assertThat(proxy.isAnswerHeld()).isTrue();
        proxy.releaseAnswers();
        assertThat(answer()).isEqualTo(":1");
        assertThat(proxy.isAnswerHeld()).isFalse();
        ask("INCR n");
        assertThat(answer()).isEqualTo(":2");
    }

    @Test
    void cutLosesTheAnswerOfWhatWasDone() throws IOException {
        ask("INCR n");
        assertThat(answer()).isEqualTo(":1");
        proxy.holdAnswers();
        ask("INCR n");
        assertThatThrownBy(this::answer).isInstanceOf(SocketTimeoutException.class);

        proxy.cut();
        proxy.releaseAnswers();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        ask("INCR n");
        assertThat(answer()).isEqualTo(":3");
    }

    private void ask(String command) throws IOException {
        client.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
    }

    private String answer() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = client.getInputStream().read();
                c != '\r';
                c = client.getInputStream().read()) {
            line.append((char) c);
        }
        client.getInputStream().read();
        return line.toString();
    }
}
