package io.tidemark.metric.store;

class InMemoryMetricStoreTest extends MetricStoreContract {

    @Override
    protected void open() {
        InMemoryMetricStore store = new InMemoryMetricStore(CLOCK);
        writer = store;
        reader = store;
    }
}
