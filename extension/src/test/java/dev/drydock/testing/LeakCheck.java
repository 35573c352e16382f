package dev.drydock.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test class leaves the engine as it was: no container, network, volume or image more. Images with a name of their own
 * may stay, since they are pulled and not made.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    /** Others may use the engine at the same time; what they have there goes away by itself, a leak doesn't. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Map<String, String> before = Map.of();

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context)) {
            before = present();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!isOutermost(context)) {
            return;
        }
        Instant deadline = Instant.now().plus(PATIENCE);
        Map<String, String> more = more();
        while (!more.isEmpty() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            more = more();
        }
        assertThat(more.values())
                .as("what " + context.getDisplayName() + " left on the engine")
                .isEmpty();
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null;
    }

    private Map<String, String> more() {
        Map<String, String> more = present();
        more.keySet().removeAll(before.keySet());
        return more;
    }

    /** By kind and id, with what people know it by. */
    private static Map<String, String> present() {
        DockerClient client = TestEngine.CLIENT;
        Map<String, String> present = new TreeMap<>();
        client.containers()
                .list(Filters.NONE)
                .forEach(each ->
                        present.put("container " + each.id(), "container " + each.names() + " " + each.status()));
        client.networks()
                .list(Filters.NONE)
                .forEach(each -> present.put("network " + each.id(), "network " + each.name()));
        client.volumes()
                .list(Filters.NONE)
                .forEach(each -> present.put("volume " + each.name(), "volume " + each.name()));
        client.images().list(Filters.NONE).stream()
                .filter(each -> each.repoTags().stream()
                        .allMatch(tag -> tag.equals("<none>:<none>") || tag.contains("drydock/")))
                .forEach(each -> present.put("image " + each.id(), "image " + each.repoTags() + " " + each.labels()));
        return present;
    }
}
