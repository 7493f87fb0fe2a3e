package io.tidemark.cli.replay;

import io.tidemark.cli.stack.PortOption;
import io.tidemark.cli.stack.StackPorts;
import io.tidemark.cli.stack.Topics;
import io.tidemark.cli.terminal.CommandFailedException;
import io.tidemark.cli.terminal.Console;
import io.tidemark.event.client.EventReporter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: the lines of a file become events. */
@Command(
        name = "replay",
        description = "Sends each line of a file as it is to Kafka, or to the gateway;"
                + " exits with 0 only if all are acknowledged.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final long NO_TIME = Long.MIN_VALUE;

    private final Console console;
    private final Clock clock;

    @Mixin
    private PortOption port = new PortOption();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka, if not the one of this machine.")
    private @Nullable String kafka;

    @Parameters(paramLabel = "FILE[.gz]", description = "One JSON event per line.")
    private Path file = Path.of("");

    @Option(
            names = "--rate",
            paramLabel = "N|max",
            converter = PaceConverter.class,
            description = "Events per second, or as fast as it goes, which is the default.")
    private Pace pace = new Pace(Pace.UNLIMITED);

    @Option(
            names = "--shift-time",
            description =
                    "Moves all events by the same number of whole days: the newest falls within the last 24 hours.")
    private boolean shiftTime;

    @Option(names = "--topic", paramLabel = "T", description = "The topic, " + Topics.RAW_EVENTS + " by default.")
    private @Nullable String topic;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            converter = GatewayUrl.class,
            description = "Sends them by HTTP to the gateway at this address instead, for example"
                    + " http://127.0.0.1:8081; events without an id or a time get one.")
    private @Nullable URI gateway;

    @Spec
    private @Nullable CommandSpec command;

    /** With the console that shows progress and the clock that says what the last 24 hours are. */
    public ReplayCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        requireOneReceiver();
        TimeShift shift = shiftTime ? shift() : TimeShift.NONE;
        Tally tally = new Tally();
        try (EventFile events = EventFile.open(file);
                Outlet outlet = open(tally)) {
            Replay replay = new Replay(outlet, tally, pace, console);
            replay.run(events, shift);
            return result(tally, replay.seconds());
        }
    }

    private void requireOneReceiver() {
        if (gateway != null && command != null && (kafka != null || topic != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--gateway sends to the gateway, which has its own topic: leave out --kafka and --topic.");
        }
    }

    private Outlet open(Tally tally) {
        return gateway != null ? GatewayOutlet.open(gateway, clock, tally) : KafkaOutlet.open(kafka(), topic(), tally);
    }

    private int result(Tally tally, double seconds) {
        if (!tally.isComplete()) {
            throw new CommandFailedException(String.format(
                    Locale.ROOT,
                    "%,d of %,d events were acknowledged by %s; the first failure: %s",
                    tally.acknowledged(),
                    tally.sent(),
                    gateway != null ? "the gateway at " + gateway : "Kafka at " + kafka(),
                    tally.firstFailure()));
        }
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d events acknowledged %s in %.1f s (%,.0f/s)",
                        tally.acknowledged(),
                        gateway != null ? "by " + gateway : "on " + topic(),
                        seconds,
                        tally.acknowledged() / seconds));
        return 0;
    }

    private String kafka() {
        return kafka != null ? kafka : StackPorts.at(port.ports().kafka());
    }

    private String topic() {
        return topic != null ? topic : Topics.RAW_EVENTS;
    }

    private TimeShift shift() {
        long newest = NO_TIME;
        try (EventFile events = EventFile.open(file)) {
            for (byte[] line = events.next(); line != null; line = events.next()) {
                JsonLine.Time time = JsonLine.read(line).time();
                newest = time == null ? newest : Math.max(newest, time.millis());
            }
        }
        if (newest == NO_TIME) {
            console.err().println("no line of " + file + " has a timestamp: nothing to shift");
            return TimeShift.NONE;
        }
        TimeShift shift = TimeShift.bringing(newest, clock.instant());
        console.err().println("moving all events by " + shift.days() + " days");
        return shift;
    }

    private static final class PaceConverter implements ITypeConverter<Pace> {

        @Override
        public Pace convert(String value) {
            try {
                return Pace.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class GatewayUrl implements ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            try {
                URI url = URI.create(value);
                var unused = EventReporter.toGateway(url);
                return url;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("--gateway: " + e.getMessage());
            }
        }
    }
}
