package io.tidemark.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class TidemarkVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Tidemark.class.getPackage().getImplementationVersion();
        return new String[] {
            "Tidemark " + Objects.requireNonNullElse(version, "(not packaged)"), "Java " + Runtime.version()
        };
    }
}
