package io.tidemark.benchmarks;

import io.tidemark.processor.ProcessorApplication;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.ConsumerFactory;

/** The processor's own main, with the group protocol that a benchmark chooses. */
final class BenchmarkedProcessor {

    /** What a client of the newer protocol must not set: its broker does. */
    private static final List<String> CLASSIC_ONLY =
            List.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");

    private BenchmarkedProcessor() {}

    public static void main(String[] args) {
        ProcessorApplication.application()
                .initializers(BenchmarkedProcessor::chooseProtocol)
                .run(args);
    }

    private static void chooseProtocol(ConfigurableApplicationContext context) {
        if (context.getEnvironment().getProperty(Membership.CONSUMER_PROTOCOL, Boolean.class, false)) {
            context.addBeanFactoryPostProcessor(beans -> beans.addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof ConsumerFactory<?, ?> factory) {
                        CLASSIC_ONLY.forEach(factory::removeConfig);
                        // It looks for committed offsets before the listener hears of a partition, and ends without
                        // any.
                        factory.updateConfigs(Map.of("group.protocol", "consumer", "auto.offset.reset", "earliest"));
                    }
                    return bean;
                }
            }));
        }
    }
}
