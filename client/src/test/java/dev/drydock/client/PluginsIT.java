package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.model.PluginDetails;
import dev.drydock.client.model.PluginPrivilege;
import dev.drydock.client.model.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A plugin made of busybox's files. It doesn't speak what engines and plugins speak, so that it can't be enabled; all else can
 * be done with it. Podman has no plugins: {@link NoSwarmIT}.
 */
@Tag("long")
class PluginsIT {
    private static final String CONFIG = """
            {"description":"a test","documentation":"","entrypoint":["/bin/sleep","1000"],"interface":
             {"types":["docker.volumedriver/1.0"],"socket":"test.sock"},"network":{"type":"host"},"linux":{},"mounts":[],
             "env":[{"name":"LEVEL","description":"","settable":["value"],"value":"1"}]}""";

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Plugins plugins = engine.client().plugins();
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void onlyDocker() {
        assumeFalse(engine.client().isPodman(), "Podman has no plugins");
    }

    @AfterEach
    void remove() {
        for (PluginDetails plugin : plugins.list(Filters.NONE)) {
            if (made.contains(plugin.name())) {
                plugins.remove(plugin.name(), true);
            }
        }
    }

    private String create(String name) throws IOException {
        String container = engine.create(engine.busybox("true"));
        ByteArrayOutputStream rootfs = new ByteArrayOutputStream();
        try (InputStream bin = engine.containers().archive(container, "/bin/.")) {
            Archives.rebase(bin, rootfs, "rootfs/bin");
        }
        byte[] config = CONFIG.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(archive, 512);
        TarArchiveEntry entry = new TarArchiveEntry("config.json");
        entry.setSize(config.length);
        tar.putArchiveEntry(entry);
        tar.write(config);
        tar.closeArchiveEntry();
        tar.flush();
        archive.writeBytes(rootfs.toByteArray());
        made.add(name);
        plugins.create(name, new ByteArrayInputStream(archive.toByteArray()));
        return name;
    }

    @Test
    void aPluginIsMadeSetAndRemoved() throws IOException {
        String name = create(engine.name("made") + ":latest");

        PluginDetails plugin = plugins.inspect(name);
        assertThat(plugin.id()).isNotEmpty();
        assertThat(plugin.name()).isEqualTo(name);
        assertThat(plugin.enabled()).isFalse();
        assertThat(plugin.settings().env()).containsExactly("LEVEL=1");
        assertThat(plugin.config().get("Description")).isEqualTo("a test");
        assertThat(plugins.list(Filters.by("enabled", false)))
                .extracting(PluginDetails::name)
                .contains(name);
        assertThat(plugins.list(Filters.by("enabled", true)))
                .extracting(PluginDetails::name)
                .doesNotContain(name);

        plugins.set(name, "LEVEL=two three");

        assertThat(plugins.inspect(name).settings().env()).containsExactly("LEVEL=two three");
        assertThat(plugins.inspect(name).settings().toString()).doesNotContain("two three");
        assertThatThrownBy(() -> plugins.set(name, "OTHER=s3cret"))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot set what plugin '" + name + "' is to be like: ");
        assertThatThrownBy(() -> create(name)).isInstanceOf(DockerResponseException.class);
        assertThatThrownBy(() -> plugins.disable(name, false))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("is already disabled");

        plugins.remove(name, false);

        assertThatThrownBy(() -> plugins.inspect(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> plugins.remove(name, true)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatDoesNotSpeakToTheEngineIsNotEnabled() throws IOException {
        String name = create(engine.name("enabled") + ":latest");

        assertThatThrownBy(() -> plugins.enable(name, Duration.ofMillis(1)))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot enable plugin '" + name + "': the engine answered 500 'dial unix");
        assertThat(plugins.inspect(name).enabled()).isFalse();
    }

    @Test
    void aPluginGoesToARegistryAndComesBack() throws IOException {
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        assumeTrue(mirror != null && !mirror.isBlank(), "there is no registry to push to");
        String name = create(mirror + "/drydock-test/plugin:1");
        List<Progress> seen = new ArrayList<>();
        try (ProgressStream progress = plugins.push(name)) {
            progress.forEachRemaining(seen::add);
        }
        assertThat(seen).isNotEmpty();
        plugins.remove(name, false);
        ImageReference remote = ImageReference.parse(name);

        List<PluginPrivilege> wanted = plugins.privileges(remote);
        assertThat(wanted).extracting(PluginPrivilege::name).containsExactly("network");
        assertThat(wanted.get(0).value()).containsExactly("host");
        assertThatThrownBy(() -> plugins.install(remote, List.of(), progress -> {}))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot install plugin '" + remote + "': ");
        plugins.install(remote, wanted, progress -> {});

        assertThat(plugins.inspect(name).pluginReference()).isEqualTo(name);
        try (ProgressStream progress = plugins.upgrade(name, remote, wanted)) {
            progress.forEachRemaining(each -> {});
        }
        assertThat(plugins.inspect(name).enabled()).isFalse();
    }
}
