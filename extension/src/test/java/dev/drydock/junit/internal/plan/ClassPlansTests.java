package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which declarations apply to a class, and what becomes of their values. */
class ClassPlansTests {
    @WithContainer(name = "base", image = "busybox:1")
    @WithContainer(name = "both", image = "busybox:1")
    static class BaseTestCase {
        @Test
        @WithContainer(image = "nginx")
        void own() {}
    }

    @WithContainer(name = "contract", image = "busybox:1")
    interface Contract {}

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(name = "meta", image = "busybox:1")
    @interface Meta {}

    @Retention(RetentionPolicy.RUNTIME)
    @Meta
    @WithContainer(name = "outerMeta", image = "busybox:1")
    @interface MetaOfMeta {}

    @MetaOfMeta
    @WithContainer(name = "own", image = "busybox:1")
    @WithContainer(name = "both", image = "redis:7")
    static class DerivedTestCase extends BaseTestCase implements Contract {}

    @WithContainer(
            image = "registry.example.org:5000/team/postgres:15",
            ports = {5432, 8080},
            env = {"A=1=2", "EMPTY="},
            command = {"-c", "fsync=off"},
            ready =
                    @Ready(
                            healthCmd = "pg_isready",
                            log = "ready \\d+",
                            times = 2,
                            port = 5432,
                            timeout = 2,
                            unit = TimeUnit.MINUTES),
            open = "psql")
    static class ValuesTestCase {}

    static class NoneTestCase {}

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(name = "db", image = "postgres:14")
    @WithContainer(name = "cache", image = "redis:6")
    @interface Stack {}

    @Retention(RetentionPolicy.RUNTIME)
    @Stack
    @WithContainer(name = "cache", image = "redis:7")
    @interface NewerStack {}

    @WithContainer(name = "db", image = "postgres:15")
    @NewerStack
    static class OverridingTestCase {
        @Test
        @NewerStack
        @WithContainer(name = "db", image = "postgres:16")
        void method() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(name = "bad", image = "busybox:1", ports = 0)
    @interface Bad {}

    @Bad
    static class BadMetaTestCase {}

    private static List<String> names(ScopePlan plan) {
        return plan.containers().stream().map(ContainerPlan::name).toList();
    }

    @Test
    void declarationsOfTheWholeLineAddUp() {
        ScopePlan plan = ClassPlans.of(DerivedTestCase.class).ofClass();

        assertThat(names(plan)).containsExactly("base", "both", "contract", "meta", "outerMeta", "own");
        assertThat(plan.owner()).isEqualTo("class DerivedTestCase");
    }

    @Test
    void aLaterOneOfTheSameNameTakesThePlace() {
        assertThat(ClassPlans.of(BaseTestCase.class)
                        .ofClass()
                        .container("both")
                        .orElseThrow()
                        .shown())
                .isEqualTo("'both' (busybox:1)");
        assertThat(ClassPlans.of(DerivedTestCase.class)
                        .ofClass()
                        .container("both")
                        .orElseThrow()
                        .shown())
                .isEqualTo("'both' (redis:7)");
    }

    @Test
    void inheritedMethodsKeepTheirs() throws NoSuchMethodException {
        Map<Method, ScopePlan> methods = ClassPlans.of(DerivedTestCase.class).ofMethods();

        assertThat(methods).containsOnlyKeys(BaseTestCase.class.getDeclaredMethod("own"));
        assertThat(methods.values())
                .singleElement()
                .satisfies(each -> assertThat(names(each)).containsExactly("nginx"));
    }

    @Test
    void valuesAreRead() {
        ContainerPlan plan =
                ClassPlans.of(ValuesTestCase.class).ofClass().containers().get(0);

        assertThat(plan.name()).isEqualTo("postgres");
        assertThat(plan.image().shown()).isEqualTo("registry.example.org:5000/team/postgres:15");
        assertThat(plan.tcpPorts()).containsExactly(5432, 8080);
        assertThat(plan.process().env()).containsExactly(Map.entry("A", "1=2"), Map.entry("EMPTY", ""));
        assertThat(plan.process().command()).containsExactly("-c", "fsync=off");
        assertThat(plan.state().open()).isEqualTo("psql");
        assertThat(plan.ready().healthCommand()).hasValue("pg_isready");
        assertThat(plan.ready().log().orElseThrow().text()).isEqualTo("ready \\d+");
        assertThat(plan.ready().times()).isEqualTo(2);
        assertThat(plan.ready().port()).hasValue(5432);
        assertThat(plan.ready().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.ready().isDefault()).isFalse();
    }

    @Test
    void nothingIsFine() {
        assertThat(ClassPlans.of(NoneTestCase.class).ofClass().isEmpty()).isTrue();
        assertThat(ClassPlans.of(NoneTestCase.class).ofMethods()).isEmpty();
    }

    @Test
    void anAnnotationsOwnTakeThePlaceOfThoseOfItsAnnotations() throws NoSuchMethodException {
        ClassPlans plans = ClassPlans.of(OverridingTestCase.class);

        assertThat(shown(plans.ofClass())).containsExactly("'db' (postgres:15)", "'cache' (redis:7)");
        assertThat(shown(plans.ofMethods().get(OverridingTestCase.class.getDeclaredMethod("method"))))
                .containsExactly("'db' (postgres:16)", "'cache' (redis:7)");
    }

    @Test
    void aMistakeOfAnAnnotationNamesIt() {
        assertThatThrownBy(() -> ClassPlans.of(BadMetaTestCase.class))
                .hasMessageContaining("@WithContainer 'bad' on @Bad of class BadMetaTestCase: ports = 0");
    }

    private static List<String> shown(ScopePlan plan) {
        return plan.containers().stream().map(ContainerPlan::shown).toList();
    }
}
