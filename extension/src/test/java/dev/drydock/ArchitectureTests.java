package dev.drydock;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may use whom. */
class ArchitectureTests {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.drydock.junit", "dev.drydock.snapshot");

    /** Rules hold on nothing, too. */
    @Test
    void theClassesAreFound() {
        assertThat(MAIN.size()).isGreaterThan(40);
        assertThat(MAIN.contain(dev.drydock.snapshot.Snapshots.class)).isTrue();
        assertThat(MAIN.contain(dev.drydock.junit.DrydockExtension.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTests.class)).isFalse();
    }

    @Test
    void snapshotsKnowNothingOfJUnit() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.snapshot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..", "dev.drydock.junit..")
                .check(MAIN);
    }

    @Test
    void onlyThePublicApiOfTheClientIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.drydock.client.internal..", "org.newsclub..", "org.apache.commons..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.drydock.snapshot")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(MAIN);
    }

    @Test
    void onlyTheJunitApiIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit.jupiter.engine..", "org.junit.vintage..")
                .check(MAIN);
        // Listeners are told of tests in the words of engines.
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.drydock.junit.internal.launch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit.platform.engine..", "org.junit.platform.launcher..")
                .check(MAIN);
    }

    /** AssertJ and Awaitility needn't be on the class path. */
    @Test
    void onlyTheAssertionsUseAssertjAndAwaitility() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.drydock.junit.assertions")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.assertj..", "org.awaitility..", "dev.drydock.junit.assertions")
                .check(MAIN);
    }

    @Test
    void internalsAreForThePublicPackageOnly() {
        classes()
                .that()
                .resideInAPackage("dev.drydock.junit.internal..")
                .should()
                .onlyHaveDependentClassesThat(resideInAnyPackage("dev.drydock.junit", "dev.drydock.junit.internal.."))
                .check(MAIN);
    }

    @Test
    void internalPackagesUseOneAnotherInOneDirection() {
        noClasses()
                .that()
                .resideInAPackage("dev.drydock.junit.internal.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.drydock.junit.internal.session..",
                        "dev.drydock.junit.internal.ready..",
                        "dev.drydock.junit.internal.start..",
                        "dev.drydock.junit.internal.failure..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.drydock.junit.internal.session..",
                        "dev.drydock.junit.internal.ready..",
                        "dev.drydock.junit.internal.start..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.drydock.junit.internal.failure..")
                .check(MAIN);
    }

    @Test
    void publicTypesDoNotShowInternals() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.drydock.junit", "dev.drydock.junit.assertions", "dev.drydock.snapshot")
                .and()
                .arePublic()
                .and()
                .doNotHaveSimpleName("DrydockExtension")
                .and()
                .doNotHaveSimpleName("ContainerLocks")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.drydock.junit.internal..")
                .check(MAIN);
    }
}
