package dev.drydock.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What makes a shell complete the command's words. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(drydock completion bash)",
            "  drydock completion zsh > ~/.zsh/drydock && echo 'source ~/.zsh/drydock' >> ~/.zshrc"
        })
final class CompletionCommand implements Runnable {
    /** For which there are completions. */
    enum Shell {
        /** GNU bash. */
        BASH,
        /** Zsh, with its completions of bash. */
        ZSH
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings({"NullAway.Init", "unused"}) // Set by picocli, so that others are refused.
    private Shell shell;

    @Override
    public void run() {
        Streams streams = ((Drydock) spec.root().userObject()).streams();
        // The same for both: in zsh the script switches the completions of bash on.
        streams.out().print(AutoComplete.bash("drydock", spec.root().commandLine()));
    }
}
