package io.tidemark.cli.stack;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the stack's own log goes: a file, so that the terminal keeps to what a person wants to read. */
final class StackLog {

    private StackLog() {}

    /** Must run before the first logger is made. */
    static void toFileIn(Path folder) {
        System.setProperty("tidemark.logs", folder.toString());
        System.setProperty("logback.configurationFile", "logback-up.xml");
        // Several Spring applications share this JVM: none of them may configure logging anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        settle();
        // ZooKeeper prints what it clears away; the console of the command has a stream of its own.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Sets logging up by one thread: several that log for the first time together make SLF4J complain. */
    static void settle() {
        LoggerFactory.getILoggerFactory();
    }
}
