package dev.drydock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jars as modules: all that they require is there, and the client reaches the engine, Jackson its records. */
@Tag("compat")
class ModulePathIT {
    @Test
    void clientWorksAsModule() throws Exception {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(each -> each.toString().endsWith(".jar") || Files.exists(each.resolve("module-info.class")))
                .toArray(Path[]::new);
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("dev.drydock.junit"));
        assertThat(configuration.findModule("dev.drydock.client")).isPresent();

        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
        Class<?> type = layer.findLoader("dev.drydock.client").loadClass("dev.drydock.client.DockerClient");
        assertThat(type.getModule().isNamed()).isTrue();
        try (AutoCloseable client = (AutoCloseable) type.getMethod("connect").invoke(null)) {
            Object system = type.getMethod("system").invoke(client);
            Object version = system.getClass().getMethod("version").invoke(system);
            assertThat(version.getClass().getMethod("apiVersion").invoke(version))
                    .asString()
                    .startsWith("1.");
        }
    }
}
