package dev.drydock.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command uses snapshots and the client, as anybody could; nothing of JUnit, which isn't in its jar. */
class ArchitectureTests {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.drydock.cli");

    @Test
    void theClassesAreFound() {
        assertThat(MAIN.contain(Drydock.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTests.class)).isFalse();
    }

    @Test
    void onlyPublicApisAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.drydock.junit..",
                        "dev.drydock.client.internal..",
                        "org.junit..",
                        "org.apache.commons..",
                        "org.newsclub..")
                .check(MAIN);
    }

    @Test
    void onlyTextShowsJson() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(MAIN);
    }
}
