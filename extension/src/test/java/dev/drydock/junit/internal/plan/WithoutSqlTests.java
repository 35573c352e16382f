package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A JVM in which nobody requires the module {@code java.sql}. */
class WithoutSqlTests {
    @WithContainer(image = "postgres:15", ports = 5432, ready = @Ready(jdbc = "jdbc:postgresql://{host}:{port}/app"))
    static class DatabaseTestCase {}

    @WithContainer(image = "postgres:15", ports = 5432)
    static class OtherTestCase {}

    /** Runs in that JVM. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws ClassNotFoundException {
            System.out.println(ClassPlans.of(OtherTestCase.class).ofClass().containers());
            // What has a use for the module is loaded when it is needed, and not before.
            Class.forName("dev.drydock.junit.internal.ready.Conditions");
            try {
                ClassPlans.of(DatabaseTestCase.class);
            } catch (ExtensionConfigurationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void onlyWhoWaitsForADatabaseNeedsIt() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base,java.logging",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(
                        "ContainerPlan[name=postgres, ",
                        "the module java.sql isn't there; require it in your module, or say --add-modules java.sql")
                .doesNotContain("Error");
    }
}
