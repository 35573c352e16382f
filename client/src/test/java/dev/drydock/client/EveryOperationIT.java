package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation that the engine has, with the engine: it succeeds, or the engine refuses as it is documented to. */
class EveryOperationIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private static final Map<String, Consumer<OperationBench>> DOCKER = OperationRecipes.docker();
    private static final Map<String, Consumer<OperationBench>> PODMAN = PodmanRecipes.podman();

    private static Set<String> ids() {
        return Catalogue.newest(engine.client().operations().catalogue().engine())
                .list();
    }

    private static Consumer<OperationBench> recipe(String engine, String id) {
        return engine.equals("docker") ? DOCKER.get(id) : PODMAN.get(id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Acceptance(
            value = {"C-001", "C-019", "D-032"},
            by = "operations().invoke(Invocation.of(id)), for each id of the catalogue")
    void isInvoked(String id) {
        Catalogue catalogue = engine.client().operations().catalogue();
        Optional<Operation> operation = catalogue.describe(id);
        if (operation.isEmpty()) {
            // It came later, or went before.
            assertThatThrownBy(() -> engine.client().operations().invoke(id))
                    .isInstanceOf(DockerException.class)
                    .hasMessageStartingWith("Cannot invoke " + id + ": " + catalogue + " hasn't got it; ");
            return;
        }
        OperationBench bench = new OperationBench(engine, operation.get());

        recipe(catalogue.engine(), id).accept(bench);

        assertThat(bench.called).as(id + " was called").isTrue();
    }

    /** So that none can be forgotten. */
    @Test
    void thereIsARecipeForEach() {
        assertThat(DOCKER.keySet())
                .isEqualTo(new java.util.TreeSet<>(Catalogue.newest("docker").list()));
        assertThat(PODMAN.keySet())
                .isEqualTo(new java.util.TreeSet<>(Catalogue.newest("podman").list()));
    }
}
