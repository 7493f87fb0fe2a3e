package io.tidemark.cli.stack;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --port-offset}, the same in every command. */
public final class PortOption {

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    private StackPorts ports = new StackPorts(0);

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Moves every port of the stack by N (0 to 14000), in every command alike.")
    void setOffset(int offset) {
        try {
            ports = new StackPorts(offset);
        } catch (IllegalArgumentException e) {
            if (command == null) {
                throw e;
            }
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The ports in force. */
    public StackPorts ports() {
        return ports;
    }
}
