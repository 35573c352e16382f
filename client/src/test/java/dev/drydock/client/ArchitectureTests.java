package dev.drydock.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
    private static final String ROOT = "dev.drydock.client";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final List<String> HIDDEN =
            List.of("com.fasterxml.", "org.newsclub.", "org.apache.commons.", "dev.drydock.client.internal.");

    private static Stream<JavaClass> api() {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(ROOT)
                        || type.getPackageName().equals(ROOT + ".model"))
                .filter(ArchitectureTests::isVisible);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTests::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<String> hidden(String where, Stream<JavaClass> types) {
        return types.map(type -> type.getBaseComponentType().getName())
                .filter(name -> HIDDEN.stream().anyMatch(name::startsWith))
                .map(name -> where + " shows " + name);
    }

    private static Stream<String> leaks(JavaClass type) {
        Stream<String> above = hidden(
                type.getName(),
                Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream()));
        Stream<String> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .flatMap(field -> hidden(field.getFullName(), involved(field)));
        Stream<String> units = type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .flatMap(unit -> hidden(unit.getFullName(), involved(unit)));
        return Stream.of(above, fields, units).flatMap(each -> each);
    }

    private static Stream<JavaClass> involved(JavaField field) {
        return field.getAllInvolvedRawTypes().stream();
    }

    private static Stream<JavaClass> involved(JavaCodeUnit unit) {
        Stream<JavaClass> thrown = unit.getThrowsClause().getTypes().stream();
        return Stream.concat(unit.getAllInvolvedRawTypes().stream(), thrown);
    }

    @Test
    void theClassesWereFound() {
        assertThat(CLASSES).hasSizeGreaterThan(70);
        assertThat(api()).hasSizeGreaterThan(55);
        assertThat(api().flatMap(type -> type.getCodeUnits().stream())).hasSizeGreaterThan(300);
    }

    @Test
    void noLibraryIsSeenInTheApi() {
        assertThat(api().flatMap(ArchitectureTests::leaks).collect(Collectors.toList()))
                .isEmpty();
    }

    @Test
    void theModelKnowsOnlyItself() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".model")
                .check(CLASSES);
    }

    @Test
    void theWireKnowsNothingOfTheApiNorOfJson() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".internal.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".model", "com.fasterxml..", "org.newsclub..")
                .check(CLASSES);
    }

    @Test
    void oneSmallPlaceKnowsTheSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.transport")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "org.newsclub..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClientUsesItsInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".internal..")
                .check(CLASSES);
    }

    @Test
    void nothingPrintsOrStopsTheProcess() {
        noClasses().should().accessField(System.class, "out").check(CLASSES);
        noClasses().should().accessField(System.class, "err").check(CLASSES);
        noClasses().should().callMethod(System.class, "exit", int.class).check(CLASSES);
    }
}
