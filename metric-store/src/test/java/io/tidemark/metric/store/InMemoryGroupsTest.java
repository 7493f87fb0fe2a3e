package io.tidemark.metric.store;

class InMemoryGroupsTest extends GroupsContract {

    @Override
    protected void open() {
        InMemoryMetricStore store = new InMemoryMetricStore(CLOCK);
        writer = store;
        reader = store;
    }
}
