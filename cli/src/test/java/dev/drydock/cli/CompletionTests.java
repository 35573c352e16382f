package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell completes, asked of a real bash. */
class CompletionTests {
    @TempDir
    private Path folder;

    private String completed(String shell, String... words) throws IOException, InterruptedException {
        Cli script = Cli.run("completion", shell);
        assertThat(script.code()).isZero();
        Path file = Files.writeString(folder.resolve("drydock"), script.out());
        String last = words[words.length - 1];
        String commands = "source '" + file + "'; COMP_WORDS=(" + String.join(" ", words) + (last.isEmpty() ? "''" : "")
                + "); COMP_CWORD=" + (words.length - 1)
                + "; $(complete -p drydock | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void commandsAndOptions() throws Exception {
        assertThat(completed("bash", "drydock", "snapshots", "pr").lines()).contains("prune");
        assertThat(completed("bash", "drydock", "snapshots", "list", "--k").lines())
                .contains("--kind");
        assertThat(completed("bash", "drydock", "snapshots", "list", "--kind", "")
                        .lines())
                .contains("FAILURE", "CHECKPOINT", "WARM");
    }

    @Test
    void zshHasTheSame() {
        assertThat(Cli.run("completion", "zsh").out())
                .isEqualTo(Cli.run("completion", "bash").out())
                .contains("bashcompinit");
    }
}
