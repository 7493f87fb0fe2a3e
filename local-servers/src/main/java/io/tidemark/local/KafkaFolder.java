package io.tidemark.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** Formats Kafka's folder once; a folder that is formatted already keeps its cluster id and its data. */
final class KafkaFolder {

    private KafkaFolder() {}

    static void prepare(Path logDir) throws Exception {
        Files.createDirectories(logDir);
        String known = knownClusterId(logDir);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(KafkaProperties.NODE_ID)
                .setClusterId(known == null ? Uuid.randomUuid().toString() : known)
                .setControllerListenerName(KafkaProperties.CONTROLLER_LISTENER)
                .setDirectories(List.of(logDir.toString()))
                .setMetadataLogDirectory(logDir.toString())
                .setIgnoreFormatted(true)
                .run();
    }

    private static @Nullable String knownClusterId(Path logDir) throws IOException {
        Path file = logDir.resolve("meta.properties");
        if (!Files.exists(file)) {
            return null;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.getProperty("cluster.id");
    }
}
