package io.tidemark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real gateway on a free port, writing to a topic of its own. */
final class RunningGateway implements AutoCloseable {

    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final int PARTITIONS = 2;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String topic = "events-" + UUID.randomUUID();
    private final String kafka;
    private final ConfigurableApplicationContext context;

    private RunningGateway(String kafka, String[] settings) {
        this.kafka = kafka;
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka,
                "--tidemark.gateway.topic=" + topic,
                "--tidemark.gateway.partitions=" + PARTITIONS));
        all.addAll(List.of(settings));
        this.context = GatewayApplication.application().run(all.toArray(String[]::new));
    }

    static RunningGateway on(String kafka, String... settings) {
        return new RunningGateway(kafka, settings);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    String topic() {
        return topic;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    /** Posts a JSON body. */
    Answer post(String body) {
        return post(JSON, body.getBytes(UTF_8));
    }

    /** @param headers names and values in turn */
    Answer post(String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = request("/api/v1/events").POST(BodyPublishers.ofByteArray(body));
        request.header("Content-Type", contentType);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response, MAPPER.readTree(isJson ? response.body() : "{}"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    /** What stands in the topic now. */
    List<ConsumerRecord<byte[], byte[]>> log() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** The values in the topic now. */
    List<String> logged() {
        return log().stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return zipped.toByteArray();
    }

    @Override
    public void close() {
        context.close();
    }

    /**
     * An answer.
     *
     * @param response as it came
     * @param body     its JSON
     */
    record Answer(HttpResponse<String> response, JsonNode body) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The last part of the problem's type. */
        String problem() {
            String type = header("Content-Type").equals("application/problem+json")
                    ? body.path("type").asString("")
                    : "";
            return type.replace("urn:tidemark:problem:", "");
        }

        String detail() {
            return body.path("detail").asString("");
        }

        List<String> statuses() {
            return body.path("results")
                    .valueStream()
                    .map(r -> r.path("status").asString(""))
                    .toList();
        }

        List<String> eventIds() {
            return body.path("results")
                    .valueStream()
                    .map(r -> r.path("eventId").asString(""))
                    .toList();
        }

        String error(int index) {
            return body.path("results").path(index).path("error").asString("");
        }
    }
}
