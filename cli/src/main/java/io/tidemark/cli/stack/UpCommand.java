package io.tidemark.cli.stack;

import io.tidemark.cli.demo.Demo;
import io.tidemark.cli.terminal.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: runs until it is told to stop. */
@Command(
        name = "up",
        description = "Starts Kafka, ZooKeeper, Redis and all services on this machine; Ctrl-C stops them.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private final Console console;
    private final Clock clock;

    @Mixin
    private PortOption port = new PortOption();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps the data in DIR instead of var/; they outlive a stop and a crash.")
    private Path data = Path.of(System.getProperty("tidemark.home", ""), "var");

    @Option(names = "--fresh", description = "Deletes the data of earlier runs first.")
    private boolean fresh;

    @Option(names = "--demo", description = "Sends " + Demo.DESCRIPTION + ".")
    private boolean demo;

    private volatile boolean isUp;

    /** With the console that shows the progress and the clock of the demo. */
    public UpCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = StackFolder.open(data, fresh);
        StackLog.toFileIn(folder.logs());
        console.out().println("Starting Tidemark on the data in " + folder + " (log: " + folder.logs() + ")");
        LocalStack stack = new LocalStack(folder, port.ports(), Service.ALL, console.out());
        // Before the start, so that a Ctrl-C in the middle of it leaves nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, folder), "tidemark-stop"));
        stack.start();
        if (demo) {
            stack.startDemo(clock);
        }
        if (!port.ports().apiIsOpenToBrowsers()) {
            console.out()
                    .println("  NOTE: browsers block port " + port.ports().api()
                            + "; to see the page take another --port-offset.");
        }
        isUp = true;
        console.out()
                .println("Tidemark is up: http://" + StackPorts.at(port.ports().api()));
        Thread.currentThread().join();
        return 0;
    }

    private void stop(LocalStack stack, StackFolder folder) {
        stack.close();
        folder.close();
        if (isUp) {
            console.out().println("Tidemark is stopped.");
        }
    }
}
