package io.tidemark.cli.audit;

import java.util.List;

/** Takes what an auditor reads. */
interface LogSink {

    /** The offsets [from, to) were lost before they were folded. */
    void gap(String topic, int partition, long from, long to);

    /** The next records, those of each partition in the order of their offsets. */
    void records(List<LogRecord> records);
}
