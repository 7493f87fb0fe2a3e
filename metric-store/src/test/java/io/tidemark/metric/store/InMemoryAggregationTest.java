package io.tidemark.metric.store;

class InMemoryAggregationTest extends AggregationContract {

    @Override
    protected void open() {
        InMemoryMetricStore store = new InMemoryMetricStore(CLOCK);
        writer = store;
        reader = store;
    }
}
