package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.ChangesContainer;
import dev.drydock.junit.Scope;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What can't be shared, or isn't there to be changed. */
class SharedMistakesTests {
    @WithContainer(name = "db", image = "busybox:1")
    @WithContainer(name = "app", image = "busybox:1", scope = Scope.SESSION, dependsOn = "db")
    @ChangesContainer("dp")
    static class MistakenTestCase {
        @Test
        @WithContainer(name = "late", image = "busybox:1", scope = Scope.SESSION, dependsOn = "app")
        @ChangesContainer({"late", "web"})
        void method() {}
    }

    @Test
    void allAreSaidAtOnce() {
        assertThatThrownBy(() -> ClassPlans.of(MistakenTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "in 4 places:",
                        "'app' on class MistakenTestCase: dependsOn = \"db\": a container of scope SESSION can depend only",
                        "'late' on method MistakenTestCase.method: dependsOn = \"app\": a container of scope SESSION",
                        "@ChangesContainer on class MistakenTestCase: there is no container 'dp'; there are [db, app]",
                        "@ChangesContainer on method MistakenTestCase.method: there is no container 'web'; there are"
                                + " [db, app, late]");
    }
}
