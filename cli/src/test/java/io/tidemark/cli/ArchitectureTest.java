package io.tidemark.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command line depends on all of Tidemark, so the rules for all of it are checked from here. */
class ArchitectureTest {

    private static final JavaClasses TIDEMARK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidemark");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.tidemark.(**)").should().beFreeOfCycles().check(TIDEMARK);
    }

    @Test
    void whatAMetricIsKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.metric..")
                .and()
                .resideOutsideOfPackage("io.tidemark.metric.store.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "io.lettuce..")
                .check(TIDEMARK);
    }

    @Test
    void eventKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.event")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "io.lettuce..")
                .check(TIDEMARK);
    }

    @Test
    void servicesDoNotKnowOneAnother() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidemark.api..")
                .allowEmptyShould(true)
                .check(TIDEMARK);
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidemark.processor..")
                .allowEmptyShould(true)
                .check(TIDEMARK);
    }

    @Test
    void timeIsPassedIn() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(TIDEMARK);
    }
}
