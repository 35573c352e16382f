package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be typed means to a shell what it says. The whole line is run by {@code SnapshotIT}. */
class OpenCommandTests {
    private static ContainerConfig config(String... env) {
        return new ContainerConfig(
                null,
                null,
                null,
                List.of(env),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                false,
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                " ",
                "two words",
                "it's",
                "'",
                "''",
                "\"$HOME\"",
                "$(id)",
                "`id`",
                "a;b&c|d>e<f",
                "back\\slash",
                "*?[a]",
                "~",
                "#",
                "!x",
                "{a,b}",
                "line\nbreak",
                "Überprüfung",
                "-n"
            })
    void quotedTextIsOneWordForAShell(String text) {
        assertThat(Shell.run("printf '<%s>' " + EngineCommand.quote(text), "").output())
                .isEqualTo("<" + text + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres:15, exec psql",
        "registry.example.org:5000/library/postgres@sha256:0123, exec psql",
        "team/postgis:16-3.4, exec psql",
        "pgvector/pgvector:pg16, exec psql",
        "redis, exec redis-cli",
        "redis:7-alpine, exec redis-cli",
        "valkey/valkey:8, exec valkey-cli",
        "nginx:1, exec sh",
        "registry.example.org:5000/app, exec sh",
        "not-postgres:1, exec sh"
    })
    void theClientFitsTheImage(String image, String command) {
        assertThat(OpenCommand.client(image, config())).contains(command);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            quoteCharacter = '"',
            value = {
                "-, -, <-U><postgres><-d><postgres>",
                "app, -, <-U><app><-d><app>",
                "app, shop, <-U><app><-d><shop>",
                "it's $me, my shop, <-U><it's $me><-d><my shop>"
            })
    void postgresIsOpenedAsItsUser(String user, String database, String arguments, @TempDir Path folder)
            throws IOException {
        for (String program : List.of("psql", "pg_isready")) {
            Path file = folder.resolve(program);
            Files.writeString(file, "#!/bin/sh\n[ \"$1\" = -q ] || printf '<%s>' \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        String[] env = {
            "POSTGRES_USER=" + (user == null ? "" : user), "POSTGRES_DB=" + (database == null ? "" : database)
        };
        String line = OpenCommand.client("postgres:15", config(env));

        assertThat(Shell.run("PATH=" + EngineCommand.quote(folder.toString()) + ":$PATH; " + line, "")
                        .output())
                .isEqualTo(arguments);
    }

    @Test
    void anImageWithoutANameGetsAShell() {
        assertThat(OpenCommand.client("sha256:0123456789abcdef", config())).isEqualTo("exec sh");
    }
}
