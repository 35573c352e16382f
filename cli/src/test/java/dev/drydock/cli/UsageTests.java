package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command is called; no engine is asked. */
class UsageTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "list", "show", "open", "close", "logs", "diff", "run", "export", "import", "push", "pull", "prune",
                "remove"
            })
    void eachCommandHasHelpWithAnExample(String command) {
        Cli help = Cli.run("snapshots", command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: drydock snapshots " + command)
                .containsPattern("Examples?:\n  ")
                .contains("  drydock snapshots " + command)
                .contains("Exit codes:");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void helpOfTheWholeNamesAllCommands() {
        assertThat(Cli.run("--help").out()).contains("snapshots").contains("completion");
        assertThat(Cli.run("snapshots", "--help").out())
                .contains("  list, ls", "  show", "  open", "  close", "  logs", "  diff", "  run", "  export")
                .contains("  import", "  push", "  pull", "  prune", "  remove, rm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | a command is missing",
                "snapshots                                   | a command is missing",
                "snapshots lst                               | Did you mean: ",
                "snapshots show                              | Missing required parameter: 'ID'",
                "snapshots list --king failure               | Unknown option",
                "snapshots list --kind faiure                | expected one of [FAILURE, CHECKPOINT, WARM]",
                "snapshots list --quiet --json               | --quiet and --json don't go together",
                "snapshots list -- ls                        | '--' and what follows it are for 'open' and 'run'",
                "snapshots show a --file b --json            | --file and --json don't go together",
                "snapshots open a --port db=1                | 'db=1' isn't CONTAINER/PORT=PORT",
                "snapshots open a --port db/5432=70000       | isn't CONTAINER/PORT=PORT",
                "snapshots open a --env secret               | it isn't CONTAINER/NAME=VALUE",
                "snapshots open a --env db/NOT_HERE_AT_ALL   | this process has no variable NOT_HERE_AT_ALL",
                "snapshots open a --detach -- ls             | --detach opens no container and runs no command",
                "snapshots open a --json                     | --json is for --detach",
                "snapshots export a b --no-strip --secret C  | --no-strip and --secret don't go together",
                "snapshots push a b --secret C,D --no-strip  | --no-strip and --secret don't go together",
                "snapshots run a --json -- ls                | --json is for 'run' without a command",
                "snapshots run a --from never                | expected one of [FAILURE, BEFORE]",
                "snapshots close --all a                     | --all and names don't go together",
                "snapshots prune                             | say --yes, or --dry-run",
                "snapshots prune --yes --count -1            | -1 is below zero",
                "snapshots prune --yes --bytes much          | 'much' is no size, such as 500MB or 2GiB",
                "snapshots prune --yes --age old             | 'old' is no time, such as 12h or 14d",
                "snapshots remove                            | Missing required parameter: 'ID'",
                "snapshots list --host nowhere://            | isn't a scheme that Drydock knows",
                "completion fish                             | expected one of [BASH, ZSH]"
            })
    void wrongUseIsToldWithCodeTwo(String line, String said) {
        Cli wrong = Cli.run(line.isEmpty() ? new String[0] : line.split(" +"));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("drydock: ").contains(said).contains(" --help'.");
        assertThat(wrong.err()).doesNotContain("\tat ");
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void secretOfAMistypedOptionIsNotShown() {
        assertThat(Cli.run("snapshots", "open", "a", "--env", "hunter2").err()).doesNotContain("hunter2");
    }

    @Test
    void engineThatIsNotThereIsASentence() {
        Cli failed = Cli.run("snapshots", "list", "--host", "unix:///nowhere/at/all.sock");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .startsWith("drydock: Cannot reach the engine")
                .contains("/nowhere/at/all.sock")
                .doesNotContain("\tat ");
    }

    @Test
    void verboseSaysWhere() {
        Cli failed = Cli.run("--verbose", "snapshots", "list", "--host", "unix:///nowhere/at/all.sock");

        assertThat(failed.err()).contains("DockerConnectionException").contains("\tat dev.drydock.");
    }

    @Test
    void versionIsTold() {
        assertThat(Cli.run("--version").out()).startsWith("drydock ");
    }
}
