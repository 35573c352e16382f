package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.Pull;
import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.testing.ScriptedRegistry;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When images are pulled, and what becomes of pulls that fail: with the real engine, and a registry that does as it is told. */
class PullIT {
    private static final String IMAGE = "drydock-test/pulled:1";
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> settings = new HashMap<>();
    private ScriptedRegistry registry;

    @BeforeEach
    void begin() throws IOException {
        registry = new ScriptedRegistry(OLD);
        settings.put(Settings.REGISTRY_MIRROR, registry.address());
        settings.put(Settings.PROGRESS, "quiet");
    }

    @AfterEach
    void end() throws IOException {
        registry.close();
        threads.shutdownNow();
        remove(IMAGE);
    }

    private static void remove(String image) {
        try {
            TestEngine.CLIENT.images().remove(image, true);
        } catch (NotFoundException e) {
            // As it should be.
        }
    }

    private ImageSupply supply() {
        Settings read = Settings.of(new SettingsReader(key -> Optional.ofNullable(settings.get(key)), Map.of()));
        return new ImageSupply(TestEngine.CLIENT, read.images(), "nobody", threads);
    }

    private static ImagePlan plan(String image, Pull pull) {
        return plan(image, pull, "", Duration.ofDays(1));
    }

    private static ImagePlan plan(String image, Pull pull, String platform, Duration age) {
        return new ImagePlan(Optional.of(ImageReference.parse(image)), Optional.empty(), platform, pull, age);
    }

    private static ImageDetails supplied(ImageSupply supply, ImagePlan plan) {
        try {
            return supply.supply(plan).join();
        } catch (CompletionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    @Test
    void oneThatIsThereIsNotPulled() {
        ImageSupply supply = supply();
        supplied(supply, plan(IMAGE, Pull.ABSENT));
        int first = registry.asked();

        supplied(supply(), plan(IMAGE, Pull.ABSENT));
        supplied(supply(), plan(IMAGE, Pull.SETTING));

        assertThat(first).isPositive();
        assertThat(registry.asked()).isEqualTo(first);
    }

    @Test
    void manyWhoAskAtTheSameTimeHaveOnePull() {
        ImageSupply supply = supply();

        IntStream.range(0, 8)
                .parallel()
                .forEach(each -> supplied(supply, plan(IMAGE, each % 2 == 0 ? Pull.ABSENT : Pull.SETTING)));

        // Whether it is there, and what it is.
        assertThat(registry.asked()).isBetween(1, 2);
    }

    @Test
    void alwaysIsOnceInARun() {
        supplied(supply(), plan(IMAGE, Pull.ABSENT));
        int before = registry.asked();
        settings.put(Settings.PULL, "always");
        ImageSupply supply = supply();

        supplied(supply, plan(IMAGE, Pull.SETTING));
        int once = registry.asked();
        supplied(supply, plan(IMAGE, Pull.ALWAYS));

        assertThat(once).isGreaterThan(before);
        assertThat(registry.asked()).isEqualTo(once);
        registry.fail(10, 404);
        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.ALWAYS)))
                .isInstanceOf(ContainerStartException.class)
                .hasMessageStartingWith("The image " + IMAGE + " is to be pulled anew and can't be");
    }

    @Test
    void neverSaysHowToPullIt() {
        settings.put(Settings.PULL, "never");

        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.SETTING)))
                .isInstanceOf(ContainerStartException.class)
                .hasMessage(
                        "The image " + IMAGE + " is not on the engine, and the setting drydock.pull = never says that"
                                + " it isn't pulled. Pull it by hand: docker pull " + IMAGE);
        assertThat(registry.asked()).isZero();
    }

    @Test
    void anOldOneIsPulledAnewAndKeptWhenThatFails() {
        supplied(supply(), plan(IMAGE, Pull.ABSENT));
        int before = registry.asked();

        supplied(supply(), plan(IMAGE, Pull.AGED, "", Duration.ofDays(100_000)));
        assertThat(registry.asked()).isEqualTo(before);
        supplied(supply(), plan(IMAGE, Pull.AGED, "", Duration.ofDays(1)));
        assertThat(registry.asked()).isGreaterThan(before);
        registry.fail(10, 404);
        assertThat(supplied(supply(), plan(IMAGE, Pull.AGED, "", Duration.ofDays(1)))
                        .created())
                .startsWith("2020");
    }

    @Test
    void aFailureThatPassesIsOvercome() {
        // The engine itself asks a second time.
        registry.fail(2, 503);

        // Podman says docker.io/, too.
        assertThat(supplied(supply(), plan(IMAGE, Pull.ABSENT)).repoTags())
                .extracting(ImageReference::parse)
                .containsExactly(ImageReference.parse(IMAGE));
    }

    @Test
    void oneThatStaysIsToldAfterThreeAttemptsAndTriedAgainWhenAskedAgain() {
        registry.fail(Integer.MAX_VALUE, 503);
        ImageSupply supply = supply();

        assertThatThrownBy(() -> supplied(supply, plan(IMAGE, Pull.ABSENT)))
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll("503", "It was tried 3 times.", "images of Docker Hub come from 127.0.0.1");
        registry.fail(0, 503);
        assertThat(supplied(supply, plan(IMAGE, Pull.ABSENT)).id()).isNotEmpty();
    }

    @Test
    void oneThatIsFinalIsTriedOnce() {
        registry.fail(Integer.MAX_VALUE, 404);

        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.ABSENT)))
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("Is the name right");
        assertThat(registry.asked()).isBetween(1, 2);
    }

    @Test
    void silenceAndLengthHaveALimit() {
        registry.stall();
        settings.put(Settings.PULL_STALL, "200ms");

        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.ABSENT)))
                .hasMessageEndingWith("come from " + registry.address() + ".")
                .hasMessageContaining("How long it may be silent is said by drydock.pull.stall.");
        settings.put(Settings.PULL_STALL, "60s");
        settings.put(Settings.PULL_TIMEOUT, "200ms");
        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.ABSENT)))
                .hasMessageContaining("How long a pull may take is said by drydock.pull.timeout.");
    }

    @Test
    void anotherTakesItsPlace() {
        settings.put(Settings.REGISTRY_MIRROR, "127.0.0.1:1");
        settings.put(Settings.SUBSTITUTIONS, IMAGE + "=" + registry.address() + "/other:2");
        try {
            assertThat(supplied(supply(), plan(IMAGE, Pull.ABSENT)).repoTags())
                    .containsExactly(registry.address() + "/other:2");
        } finally {
            remove(registry.address() + "/other:2");
        }
    }

    @Test
    void aPlatformIsAskedForAndLookedAt() {
        assertThat(supplied(supply(), plan(IMAGE, Pull.ABSENT, "linux/amd64", Duration.ZERO))
                        .architecture())
                .isEqualTo("amd64");
        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.ABSENT, "linux/s390x", Duration.ZERO)))
                .isInstanceOf(ContainerStartException.class)
                // Containerd's store says what it was asked for, not what came.
                .hasMessageContaining(TestEngine.hasContentStore() ? "linux/s390x" : "linux/amd64");
        assertThatThrownBy(() -> TestEngine.CLIENT.images().inspect(registry.address() + "/" + IMAGE))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> supplied(supply(), plan(IMAGE, Pull.NEVER, "linux/s390x", Duration.ZERO)))
                .hasMessageContaining("is not on the engine for linux/s390x");
    }
}
