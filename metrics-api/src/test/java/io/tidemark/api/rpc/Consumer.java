package io.tidemark.api.rpc;

import io.tidemark.rpc.MetricsService;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Another program's view: finds the service through ZooKeeper and calls it over the network, though it is the same JVM. */
final class Consumer implements AutoCloseable {

    private final DubboBootstrap bootstrap = DubboBootstrap.newInstance();
    private final MetricsService service;

    Consumer(String zooKeeper, String protocol) {
        ApplicationConfig application = new ApplicationConfig("consumer-over-" + protocol);
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        application.setSerializeCheckStatus("STRICT");
        ReferenceConfig<MetricsService> reference = new ReferenceConfig<>();
        reference.setInterface(MetricsService.class);
        reference.setVersion(MetricsService.VERSION);
        reference.setProtocol(protocol);
        reference.setScope("remote");
        reference.setProvidedBy(MetricsService.PROVIDER);
        reference.setCheck(false);
        reference.setTimeout(5_000);
        reference.setRetries(0);
        RegistryConfig registry = new RegistryConfig("zookeeper://" + zooKeeper);
        registry.setUseAsConfigCenter(false);
        bootstrap
                .application(application)
                .registry(registry)
                .reference(reference)
                .start();
        service = reference.get();
    }

    MetricsService service() {
        return service;
    }

    @Override
    public void close() {
        bootstrap.stop();
    }
}
