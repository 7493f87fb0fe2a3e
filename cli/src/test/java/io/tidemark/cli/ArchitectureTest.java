package io.tidemark.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walls of the house: what may depend on what. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidemark");

    @Test
    void allModulesAreLookedAt() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName()))
                .contains(
                        "io.tidemark.event",
                        "io.tidemark.gateway",
                        "io.tidemark.metric",
                        "io.tidemark.processor",
                        "io.tidemark.api",
                        "io.tidemark.rpc",
                        "io.tidemark.local");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.tidemark.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void metricsAndFoldingKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tidemark.metric", "io.tidemark.metric.store", "io.tidemark.processor.fold")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "io.lettuce..")
                .check(CLASSES);
    }

    @Test
    void anEventKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.event")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.tidemark.event.client..", "org.springframework..")
                .check(CLASSES);
    }

    @Test
    void whatConsumersCompileAgainstNeedsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.tidemark.rpc..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.tidemark.rpc..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyTheRpcSideKnowsDubbo() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.api.rpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.dubbo..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsRedis() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tidemark.processor..", "io.tidemark.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..")
                .check(CLASSES);
    }

    @Test
    void servicesDoNotDependOnOneAnother() {
        List<String> services = List.of("io.tidemark.gateway..", "io.tidemark.processor..", "io.tidemark.api..");
        for (String service : services) {
            List<String> others = new ArrayList<>(services);
            others.remove(service);
            others.addAll(List.of("io.tidemark.cli..", "io.tidemark.local.."));
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void theGatewayKnowsNoMetrics() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tidemark.metric..")
                .check(CLASSES);
    }

    @Test
    void readingEventsKnowsNoHttp() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.gateway.ingest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta.servlet..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theAuditSharesOnlyTheDefinitionsWithTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.cli.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tidemark.processor..", "io.tidemark.event..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.tidemark\\.metric\\.(Accumulator|DecimalSum|LongCount|ElementSet|Sum|Count|Distinct|Extreme"
                                + "|Spread|Last|Quantiles|QuantileSketch|Histogram|BucketCounts|MetricValue|EventPlace)")
                .check(CLASSES);
    }

    @Test
    void timeIsPassedIn() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("io.tidemark.metric..", "io.tidemark.processor.fold..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }
}
