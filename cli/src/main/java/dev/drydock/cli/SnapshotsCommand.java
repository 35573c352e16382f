package dev.drydock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The snapshots of an engine. */
@Command(
        name = "snapshots",
        aliases = "snapshot",
        description = "Looks at snapshots, opens them, and carries them elsewhere.",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            OpenCommand.class,
            CloseCommand.class,
            LogsCommand.class,
            DiffCommand.class,
            RunCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            PushCommand.class,
            PullCommand.class,
            PruneCommand.class,
            RemoveCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "ID is a snapshot's id, the beginning of one where that is clear, or 'latest': the latest of a failure,",
            "else the latest at all.",
            "",
            "Examples:",
            "  drydock snapshots list",
            "  drydock snapshots open latest",
            "  echo 'select * from orders' | drydock snapshots open latest db"
        })
final class SnapshotsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
