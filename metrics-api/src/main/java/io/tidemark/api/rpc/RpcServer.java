package io.tidemark.api.rpc;

import io.tidemark.api.control.ZooKeeperProperties;
import io.tidemark.rpc.MetricsService;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.constants.CommonConstants;
import org.apache.dubbo.common.utils.SerializeSecurityManager;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.MetricsConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.config.nested.TripleConfig;
import org.apache.dubbo.metadata.ServiceNameMapping;
import org.apache.dubbo.registry.client.ServiceDiscovery;
import org.apache.dubbo.registry.support.RegistryManager;
import org.apache.dubbo.remoting.zookeeper.curator5.ZookeeperClient;
import org.apache.dubbo.remoting.zookeeper.curator5.ZookeeperClientManager;
import org.apache.dubbo.rpc.Constants;
import org.apache.dubbo.rpc.model.FrameworkModel;

/**
 * One start of Dubbo: one that has failed is closed, and another one made. Its limits are those of answers of some 10,000
 * points, or of a thousand members of a thousand characters, to a few dozen consumers at a time; requests are a name and a
 * number.
 */
final class RpcServer implements AutoCloseable {

    private static final String MAPPING = "/dubbo/mapping/" + MetricsService.class.getName();
    private static final String SERIALIZATION = "hessian2";
    private static final int MAX_REQUEST = 64 * 1024;
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final int MAX_CONNECTIONS = 64;
    private static final int THREADS = 16;
    private static final int WAITING_CALLS = 256;
    // Consumers that stay connected are waited for no longer.
    private static final String SHUTDOWN_WAIT_MS = "1500";

    private final RpcProperties rpc;
    private final ZooKeeperProperties zooKeeper;
    private final String host;
    private final DubboBootstrap bootstrap = DubboBootstrap.newInstance();
    private final ServiceConfig<MetricsService> service = new ServiceConfig<>();

    static {
        // Before Dubbo is loaded: of the JSON libraries that it finds in part, the one that is there whole.
        System.setProperty(CommonConstants.DubboProperty.DUBBO_PREFER_JSON_FRAMEWORK_NAME, "fastjson2");
        // Its own hook would end it beside the application that is just stopping it in good order.
        System.setProperty(CommonConstants.IGNORE_LISTEN_SHUTDOWN_HOOK, "true");
    }

    RpcServer(RpcProperties rpc, ZooKeeperProperties zooKeeper, MetricsService metrics) {
        this.rpc = rpc;
        this.zooKeeper = zooKeeper;
        this.host = registrable(rpc.host());
        service.setInterface(MetricsService.class);
        service.setVersion(MetricsService.VERSION);
        service.setRef(metrics);
        service.setScope(Constants.SCOPE_REMOTE);
        bootstrap
                .application(application())
                .metrics(noMetrics())
                .registry(registry())
                .protocols(List.of(triple(), classic()))
                .service(service);
    }

    /** Listens and registers; throws if either cannot be done, among them while ZooKeeper is away. */
    void start() {
        bootstrap.start();
    }

    /** Whether consumers find it; throws what hinders to tell, as ZooKeeper away. */
    boolean isRegistered() {
        // What is refused is remembered by name, and names are the senders' to choose.
        FrameworkModel.defaultModel()
                .getBeanFactory()
                .getBean(SerializeSecurityManager.class)
                .getWarnedClasses()
                .clear();
        return RegistryManager.getInstance(bootstrap.getApplicationModel()).getServiceDiscoveries().stream()
                        .anyMatch(this::knowsUs)
                && isMapped();
    }

    /**
     * Whether consumers that know the interface alone find the application. Unlike the registration Dubbo does not write
     * this again by itself into a ZooKeeper that came back empty; asked to, it does if it is not there.
     */
    private boolean isMapped() {
        if (map()) {
            return true;
        }
        forgetAbsentNodes();
        return map();
    }

    private boolean map() {
        ServiceNameMapping mapping = ServiceNameMapping.getDefaultExtension(bootstrap.getApplicationModel());
        return service.getExportedUrls().stream().allMatch(mapping::map);
    }

    /** Dubbo takes nodes that it once saw for there until it deletes them, and then cannot write below them. */
    private void forgetAbsentNodes() {
        for (ZookeeperClient client : ZookeeperClientManager.getInstance(bootstrap.getApplicationModel())
                .getZookeeperClientMap()
                .values()) {
            for (String node = MAPPING; !node.isEmpty(); node = node.substring(0, node.lastIndexOf('/'))) {
                if (!client.checkExists(node)) {
                    client.delete(node);
                }
            }
        }
    }

    private boolean knowsUs(ServiceDiscovery discovery) {
        return discovery.getInstances(MetricsService.PROVIDER).stream()
                .anyMatch(instance -> instance.getHost().equals(host) && instance.getPort() == rpc.port());
    }

    /** Deregisters, lets running calls end and listens no more. */
    @Override
    public void close() {
        bootstrap.stop();
    }

    /**
     * The address in a form that Dubbo takes as it is. What starts with 127 it takes for a mistake: a provider would listen
     * on all addresses instead, and a consumer connect to another one. One decimal number is the same address to whoever
     * resolves it.
     */
    private static String registrable(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() && address instanceof Inet4Address
                    ? Long.toString(new BigInteger(1, address.getAddress()).longValue())
                    : host;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host '" + host + "' of tidemark.rpc.host, which is not known", e);
        }
    }

    private static ApplicationConfig application() {
        ApplicationConfig application = new ApplicationConfig(MetricsService.PROVIDER);
        application.setLogger("slf4j");
        application.setQosEnable(false);
        application.setShutwait(SHUTDOWN_WAIT_MS);
        application.setProtocol(CommonConstants.TRIPLE);
        application.setRegisterMode("instance");
        application.setEnableFileCache(false);
        application.setSerializeCheckStatus("STRICT");
        application.setCheckSerializable(true);
        application.setAutoTrustSerializeClass(false);
        return application;
    }

    /** Of no protocol that it knows: else it registers meters with those of the application, in part twice. */
    private static MetricsConfig noMetrics() {
        MetricsConfig metrics = new MetricsConfig();
        metrics.setProtocol("none");
        metrics.setExportMetricsService(false);
        return metrics;
    }

    private RegistryConfig registry() {
        String session = Long.toString(zooKeeper.sessionTimeout().toMillis());
        RegistryConfig registry = new RegistryConfig();
        registry.setProtocol("zookeeper");
        registry.setAddress(zooKeeper.connectString());
        registry.setTimeout(Math.toIntExact(zooKeeper.connectionTimeout().toMillis()));
        registry.setParameters(Map.of("session", session));
        registry.setUseAsConfigCenter(false);
        return registry;
    }

    private ProtocolConfig triple() {
        TripleConfig limits = new TripleConfig();
        limits.setMaxBodySize(MAX_REQUEST);
        limits.setMaxResponseBodySize(MAX_ANSWER);
        limits.setMaxFrameSize(MAX_REQUEST);
        limits.setMaxChunkSize(MAX_REQUEST);
        limits.setMaxConcurrentStreams(WAITING_CALLS);
        ProtocolConfig protocol = protocol(CommonConstants.TRIPLE, rpc.port());
        protocol.setTriple(limits);
        return protocol;
    }

    private ProtocolConfig classic() {
        ProtocolConfig protocol = protocol(CommonConstants.DUBBO, rpc.classicPort());
        // The one limit of both directions.
        protocol.setPayload(MAX_ANSWER);
        return protocol;
    }

    private ProtocolConfig protocol(String name, int port) {
        ProtocolConfig protocol = new ProtocolConfig(name, port);
        protocol.setHost(host);
        protocol.setSerialization(SERIALIZATION);
        protocol.setPreferSerialization(SERIALIZATION);
        protocol.setThreads(THREADS);
        protocol.setQueues(WAITING_CALLS);
        protocol.setIothreads(2);
        protocol.setAccepts(MAX_CONNECTIONS);
        // No thread dump into the home folder when all threads are taken.
        protocol.setParameters(Map.of(CommonConstants.DUMP_ENABLE, "false"));
        return protocol;
    }
}
