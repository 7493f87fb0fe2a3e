package io.tidemark.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another living program, or another server of this one, works on the same folder. */
public final class DataInUseException extends LocalServerException {

    /**
     * @param folder the folder in use
     * @param cause the refused lock, or null
     */
    public DataInUseException(Path folder, @Nullable Throwable cause) {
        super(
                "The folder " + folder + " is in use by a running Tidemark. Stop that one, or choose another folder.",
                cause);
    }
}
