package io.tidemark.examples.dubbo;

import io.tidemark.rpc.MetricsService;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.model.FrameworkModel;

/**
 * The service as it is found through ZooKeeper. Once found, it is found again whenever it was gone, by Dubbo itself; only
 * while ZooKeeper is away nothing starts.
 */
final class RemoteMetrics implements AutoCloseable {

    private static final int CONNECT_MS = 3_000;
    private static final int CALL_MS = 3_000;

    private final DubboBootstrap bootstrap;
    private final ReferenceConfig<MetricsService> reference = new ReferenceConfig<>();

    static {
        // Before Dubbo is loaded, which otherwise takes a JSON library that is there only in part.
        System.setProperty("dubbo.json-framework.prefer", "fastjson2");
        // Else it tells on the console which one it has found.
        System.setProperty("dubbo.application.logger", "slf4j");
    }

    /** Throws if ZooKeeper is away, but not if the provider is. */
    RemoteMetrics(String zooKeeper, String protocol) {
        reference.setInterface(MetricsService.class);
        reference.setVersion(MetricsService.VERSION);
        // By name, so that it is found even if ZooKeeper has lost which program serves which interface.
        reference.setProvidedBy(MetricsService.PROVIDER);
        reference.setProtocol(protocol);
        reference.setCheck(false);
        reference.setTimeout(CALL_MS);
        reference.setRetries(0);
        bootstrap = DubboBootstrap.newInstance()
                .application(application())
                .registry(registry(zooKeeper))
                .reference(reference);
        try {
            bootstrap.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    MetricsService service() {
        return reference.get();
    }

    /** Without the second step threads of Dubbo's would keep the program alive. */
    @Override
    public void close() {
        bootstrap.stop();
        FrameworkModel.defaultModel().destroy();
    }

    private static ApplicationConfig application() {
        ApplicationConfig application = new ApplicationConfig("dubbo-consumer");
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        application.setRegisterConsumer(false);
        // Only what the allow-lists name is made of what arrives.
        application.setSerializeCheckStatus("STRICT");
        application.setAutoTrustSerializeClass(false);
        return application;
    }

    private static RegistryConfig registry(String zooKeeper) {
        RegistryConfig registry = new RegistryConfig("zookeeper://" + zooKeeper);
        registry.setTimeout(CONNECT_MS);
        registry.setParameters(Map.of("session", "6000"));
        registry.setUseAsConfigCenter(false);
        registry.setUseAsMetadataCenter(false);
        return registry;
    }
}
