package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.Keep;
import dev.drydock.junit.Pull;
import dev.drydock.snapshot.SnapshotBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings take, what they are without, and what is said of the rest. */
class SettingValuesTests {
    private static Settings settings(Map<String, String> parameters, Map<String, String> environment) {
        return Settings.of(new SettingsReader(key -> Optional.ofNullable(parameters.get(key)), environment));
    }

    private static Settings settings(Map<String, String> parameters) {
        return settings(parameters, Map.of());
    }

    @Test
    void defaults() {
        assertThat(settings(Map.of()))
                .isEqualTo(new Settings(
                        new ImageSettings(
                                Optional.empty(),
                                List.of(),
                                Pull.ABSENT,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(60),
                                true,
                                ImageSettings.Progress.AUTO),
                        true,
                        Keep.NEVER,
                        Duration.ofHours(24),
                        false,
                        "",
                        Optional.empty(),
                        Duration.ofSeconds(2),
                        new SnapshotSettings(
                                new SnapshotBounds(20, 10L << 30, Duration.ofDays(14)),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                List.of(),
                                Optional.empty(),
                                SnapshotSettings.ReplayFrom.FAILURE,
                                false)));
    }

    @Test
    void allAreTaken() {
        Settings settings = settings(
                Map.of(
                        "drydock.pull", "Aged",
                        "drydock.pull.timeout", "3m",
                        "drydock.keep", "on-failure",
                        "drydock.keep.for", "2h",
                        "drydock.session.linger", "0",
                        "drydock.network.subnets", "engine",
                        "drydock.progress", "plain"),
                Map.of(
                        "DRYDOCK_STRICT", "TRUE",
                        "DRYDOCK_HOST", " docker.example.org ",
                        "DRYDOCK_KEEP", "always",
                        "DRYDOCK_PREPULL", "false",
                        "DRYDOCK_PULL_STALL", "5s"));

        assertThat(settings.images().pull()).isEqualTo(Pull.AGED);
        assertThat(settings.images().timeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.images().stall()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.images().prepull()).isFalse();
        assertThat(settings.images().progress()).isEqualTo(ImageSettings.Progress.PLAIN);
        assertThat(settings.keep()).as("a parameter before the environment").isEqualTo(Keep.ON_FAILURE);
        assertThat(settings.keepFor()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.strict()).isTrue();
        assertThat(settings.host()).isEqualTo("docker.example.org");
        assertThat(settings.subnets()).hasValue("engine");
        assertThat(settings.linger()).isZero();
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        assertThatThrownBy(() -> settings(Map.of(
                        "drydock.keep", "sometimes",
                        "drydock.pull", "setting",
                        "drydock.pull.timeout", "soon",
                        "drydock.strict", "yes",
                        "drydock.host", "tcp://here:1",
                        "drydock.network.subnets", "10.300.0.0/16",
                        "drydock.image.substitutions", "postgres",
                        "drydock.progress", "loud")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "The setting drydock.keep is 'sometimes': it takes never, on-failure, always.",
                        "The setting drydock.pull is 'setting': it takes absent, always, never, aged.",
                        "The setting drydock.pull.timeout is 'soon': it takes a number with ms, s, m, h or d",
                        "The setting drydock.strict is 'yes': it takes true or false.",
                        "The setting drydock.host is 'tcp://here:1': it takes a host name or an address",
                        "The setting drydock.network.subnets is '10.300.0.0/16': it takes engine, or a range",
                        "The setting drydock.image.substitutions: 'postgres' is no substitution: it takes FROM=TO",
                        "The setting drydock.progress is 'loud': it takes auto, plain, quiet.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres=corp.example/pg                | postgres:15                | corp.example/pg:15
                    postgres=corp.example/pg                | postgres                   | corp.example/pg
                    postgres=corp.example/pg:hard           | postgres:15                | corp.example/pg:hard
                    postgres:15=corp.example/pg             | postgres:15                | corp.example/pg:15
                    postgres:15=corp.example/pg             | postgres:16                | postgres:16
                    postgres=corp.example/pg                | other/postgres:15          | other/postgres:15
                    ghcr.io/=corp.example/ghcr/             | ghcr.io/a/b:1              | corp.example/ghcr/a/b:1
                    docker.io/library/=corp.example/hub/    | redis:7                    | corp.example/hub/redis:7
                    docker.io/library/=corp.example/hub/    | a/redis:7                  | a/redis:7
                    redis=a.example/r,redis:7=b.example/r   | redis:7                    | a.example/r:7
                    """)
    void anotherImageTakesThePlace(String setting, String image, String other) {
        ImageNames names = new ImageNames(
                settings(Map.of("drydock.image.substitutions", setting)).images());

        assertThat(names.substituted(ImageReference.parse(image))).hasToString(other);
    }

    /** The page names each setting with its variable, and no others. */
    @Test
    void thePageIsComplete() throws IOException {
        String page = Files.readString(Path.of("../docs/running.md"));

        Set<String> found = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `(drydock\\.[a-z.]+)` \\| `([A-Z_]+)` \\|")
                .matcher(page);
        while (rows.find()) {
            found.add(rows.group(1));
            assertThat(rows.group(2)).isEqualTo(rows.group(1).replace('.', '_').toUpperCase(Locale.ROOT));
        }
        assertThat(found).isEqualTo(new TreeSet<>(Settings.ALL));
    }
}
