package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Placeholders in values. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class PlaceholdersIT {
    private static final String PARAMETER = "dev.drydock.test.parameter";
    private static final String PROPERTY = "dev.drydock.test.property";

    @WithContainer(
            name = "app",
            image = "busybox:1.36",
            entrypoint = {"/bin/sh", "-c", "echo \"$0\" \"$@\"; exec sleep 600"},
            command = {"${host:db}", "$${HOME}"},
            env = {
                "HOME_FOLDER=${sys:user.home}",
                "PARAM=${param:" + PARAMETER + "}",
                "OTHER=${env:NO_SUCH_VARIABLE:-other}",
                "SECRET=<${random:db}>",
                "DB=${address:db:5432}",
                "PORT=${port:db:5432}"
            },
            labels = "secret=${random:db}",
            files = @CopyIn(to = "/etc/app", content = "${random:db} ${random:app}"),
            ready = @Ready(log = "HOME"))
    @WithContainer(
            name = "db",
            image = "busybox:1.36",
            env = "SECRET=${random:db}",
            command = {"sh", "-c", "echo from ${host:db} >/index.html; exec httpd -f -p 5432"})
    static class ScopeTestCase {
        private static String sh(RunningContainer container, String line) {
            return container.exec("sh", "-c", line).stdoutText().strip();
        }

        @Test
        void areFilledIn(RunningContainer app, RunningContainer db, TestReporter reporter) {
            assertThat(app.logs()).isEqualTo("db ${HOME}\n");
            assertThat(sh(app, "echo $HOME_FOLDER $PARAM $OTHER $PORT"))
                    .isEqualTo(System.getProperty("user.home") + " of JUnit other 5432");
            assertThat(sh(app, "wget -q -O - http://$DB")).isEqualTo("from db");
            String secret = sh(db, "echo $SECRET");
            assertThat(secret).matches("[0-9a-f]{32}");
            assertThat(sh(app, "echo \"$SECRET\"")).isEqualTo("<" + secret + ">");
            assertThat(sh(app, "cat /etc/app"))
                    .matches(secret + " [0-9a-f]{32}")
                    .isNotEqualTo(secret + " " + secret);
            assertThat(TestEngine.CLIENT.containers().inspect(app.id()).config().labels())
                    .containsEntry("secret", secret);
            reporter.publishEntry("secret", secret);
        }

        @Test
        @WithContainer(
                name = "own",
                image = "busybox:1.36",
                env = {"SECRET=${random:db}", "OWN=${random:own}", "DB=${address:db:5432}"},
                command = {"sleep", "600"})
        void aMethodsContainerSharesTheSecretsOfTheClass(RunningContainer own, RunningContainer db) {
            assertThat(sh(own, "echo $SECRET")).isEqualTo(sh(db, "echo $SECRET"));
            assertThat(sh(own, "echo $OWN")).matches("[0-9a-f]{32}").isNotEqualTo(sh(own, "echo $SECRET"));
            assertThat(sh(own, "wget -q -O - http://$DB")).isEqualTo("from db");
        }
    }

    static class OtherTestCase extends ScopeTestCase {}

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            command = {
                "sh",
                "-c",
                "mkdir /www; echo hi >/www/${param:" + PARAMETER + "}; echo '/:me:${random:web}' >/etc/httpd.conf;"
                        + " exec httpd -f -p 80 -h /www -c /etc/httpd.conf"
            },
            ready =
                    @Ready(
                            http =
                                    @Ready.Http(
                                            value = "/${param:" + PARAMETER + "}",
                                            user = "me:${random:web}",
                                            header = "X-A: ${random:web}",
                                            body = "^hi$",
                                            status = 200),
                            healthCmd = "grep -q ${random:web} /etc/httpd.conf",
                            command = {"grep", "${random:web}", "/etc/httpd.conf"},
                            file = "/www/${param:" + PARAMETER + "}"))
    @WithContainer(
            name = "db",
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=${random:db}",
            ready =
                    @Ready(
                            jdbc =
                                    "jdbc:postgresql://{host}:{port}/postgres?user=postgres&password=${random:db}&loginTimeout=2"))
    @WithContainer(
            name = "checked",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo ${random:checked} >/secret; exec sleep 600"},
            healthCheck = @HealthCheck("grep -q ${random:checked} /secret"))
    static class ReadyTestCase {
        @Test
        void isReady(RunningContainer checked, RunningContainer web) {
            String secret = checked.files().read("/secret").strip();
            assertThat(checked.inspect().config().healthcheck().test())
                    .containsExactly("CMD", "/bin/sh", "-c", "grep -q " + secret + " /secret");
            // The conditions are those of before.
            web.restart();
        }
    }

    @WithContainer(
            name = "app",
            image = "busybox:1.36",
            env = {"A=${sys:" + PROPERTY + "}", "B=${param:" + PROPERTY + "}"})
    static class MissingTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void areFilledInWhereTheyAreAllowed() {
        try (Run run = Run.with(Map.of(PARAMETER, "of JUnit"), ScopeTestCase.class, OtherTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            List<String> secrets = run.reported("secret");
            assertThat(secrets).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void areFilledInInWhatIsWaitedFor() {
        try (Run run = Run.with(Map.of(PARAMETER, "page"), ReadyTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void whatIsMissingIsAMistake() {
        try (Run run = Run.of(MissingTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContainingAll(
                            "in 2 places",
                            "env: A: ${sys:" + PROPERTY + "}: there is no system property " + PROPERTY,
                            "env: B: ${param:" + PROPERTY + "}: there is no configuration parameter of JUnit");
        }
    }
}
