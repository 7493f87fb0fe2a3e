package io.tidemark.api.rpc;

import io.tidemark.rpc.MetricsService;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Another program's view: finds an interface through ZooKeeper and calls it over the network, though it is the same JVM. */
final class Consumer<T> implements AutoCloseable {

    private final DubboBootstrap bootstrap = DubboBootstrap.newInstance();
    private final T service;

    private Consumer(String zooKeeper, String protocol, Class<T> type, String path) {
        ApplicationConfig application = new ApplicationConfig("consumer-over-" + protocol);
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        application.setSerializeCheckStatus("STRICT");
        ReferenceConfig<T> reference = new ReferenceConfig<>();
        reference.setInterface(type);
        reference.setVersion(MetricsService.VERSION);
        reference.setProtocol(protocol);
        reference.setScope("remote");
        reference.setProvidedBy(RpcServer.APPLICATION);
        reference.setCheck(false);
        reference.setTimeout(5_000);
        reference.setRetries(0);
        if (!path.isEmpty()) {
            reference.setUrl(path);
        }
        RegistryConfig registry = new RegistryConfig("zookeeper://" + zooKeeper);
        registry.setUseAsConfigCenter(false);
        bootstrap
                .application(application)
                .registry(registry)
                .reference(reference)
                .start();
        service = reference.get();
    }

    static Consumer<MetricsService> of(String zooKeeper, String protocol) {
        return new Consumer<>(zooKeeper, protocol, MetricsService.class, "");
    }

    /** Of an interface that is not the provider's, at the provider's address. */
    static <T> Consumer<T> pretending(String zooKeeper, String protocol, Class<T> type, int port) {
        return new Consumer<>(
                zooKeeper, protocol, type, protocol + "://127.0.0.1:" + port + "/" + MetricsService.class.getName());
    }

    T service() {
        return service;
    }

    @Override
    public void close() {
        bootstrap.stop();
    }
}
