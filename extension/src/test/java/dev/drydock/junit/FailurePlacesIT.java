package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever a test fails, there is one snapshot, of that test, and its failure says so. */
@Tag("compat")
@Tag("slice")
@ExtendWith(LeakCheck.class)
class FailurePlacesIT {
    /** The fixture's name, where in it the failure is by JUnit's ids, and by what name messages speak of it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    Body               | /[method:fails()]                | BodyTestCase.fails
                    BeforeEach         | /[method:isNotReached()]         | BeforeEachTestCase.isNotReached
                    AfterEach          | /[method:passes()]               | AfterEachTestCase.passes
                    BodyAndAfterEach   | /[method:fails()]                | BodyAndAfterEachTestCase.fails
                    BeforeAll          | ''                               | BeforeAllTestCase
                    AfterAll           | ''                               | AfterAllTestCase
                    Constructor        | /[method:isNotReached()]         | ConstructorTestCase.isNotReached
                    ClassConstructor   | ''                               | ClassConstructorTestCase
                    PostProcessor      | /[method:isNotReached()]         | PostProcessorTestCase.isNotReached
                    OtherBeforeEach    | /[method:isNotReached()]         | OtherBeforeEachTestCase.isNotReached
                    OtherAfterEach     | /[method:passes()]               | OtherAfterEachTestCase.passes
                    OtherAfterAll      | ''                               | OtherAfterAllTestCase
                    Dynamic            | /[test-factory:factory()]/[dynamic-test:#2] | DynamicTestCase.factory
                    MethodsOwnDynamic  | /[test-factory:factory()]/[dynamic-test:#1] | MethodsOwnDynamicTestCase.factory
                    Factory            | /[test-factory:factory()]        | FactoryTestCase.factory
                    Parameterized      | /[test-template:each(java.lang.String)]/[test-template-invocation:#2] | ParameterizedTestCase.each
                    Repeated           | /[test-template:again(org.junit.jupiter.api.RepetitionInfo)]/[test-template-invocation:#2] | RepeatedTestCase.again
                    Timeout            | /[method:takesTooLong()]         | TimeoutTestCase.takesTooLong
                    Outer              | /[nested-class:Inner]/[method:fails()] | Inner.fails
                    """)
    void oneSnapshotOfTheRightTest(String fixture, String place, String shown) throws ClassNotFoundException {
        Class<?> type = Class.forName("dev.drydock.junit.FailurePlaces$" + fixture + "TestCase");
        try (Run run = Run.of(type)) {
            assertThat(run.failures()).hasSize(1);
            Snapshot snapshot = run.snapshot();
            assertThat(snapshot.test()).isEqualTo("[engine:junit-jupiter]/[class:" + type.getName() + "]" + place);
            assertThat(snapshot.images())
                    .singleElement()
                    .satisfies(image -> assertThat(image.container()).isEqualTo("box"));
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .startsWith("The containers of " + shown + " were kept")
                    .contains(snapshot.id());
            assertThat(run.reported("drydock.snapshot")).containsExactly(snapshot.id());
            assertThat(run.reportedAt("drydock.snapshot")).containsExactly(snapshot.test());
        }
    }
}
