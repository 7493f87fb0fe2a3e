package io.tidemark.metric.control;

import java.util.concurrent.Callable;

/** What goes wrong between here and ZooKeeper, as one exception. */
final class ZooKeeperCalls {

    private ZooKeeperCalls() {}

    /** Throws {@link ControlUnavailableException} if ZooKeeper does not answer. */
    static <T> T ask(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlUnavailableException("ZooKeeper was not waited for", e);
        } catch (Exception e) {
            throw new ControlUnavailableException("ZooKeeper does not answer: " + e.getMessage(), e);
        }
    }
}
