package dev.drydock.cli;

import dev.drydock.client.Attachment;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ExecDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.List;

/** A command in a container whose input and output are those of this process, in a terminal where this process has one. */
final class Inside {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 50;
    /** As shells say it of a program that was ended because nobody reads on, such as {@code head}. */
    private static final int CLOSED_PIPE = 141;

    private final DockerClient client;
    private final Streams streams;

    Inside(DockerClient client, Streams streams) {
        this.client = client;
        this.streams = streams;
    }

    /** @return the command's exit code; 141 when its output isn't read any more */
    int run(String container, List<String> command) throws InterruptedException {
        boolean terminal = streams.terminal().isInput() && streams.terminal().isOutput();
        ExecSpec spec = ExecSpec.of(command.toArray(String[]::new)).withStdin();
        if (terminal) {
            String type = System.getenv("TERM");
            spec = spec.withTty().withEnv("TERM=" + (type == null ? "xterm" : type));
        }
        String exec = client.exec().create(container, spec);
        if (!terminal) {
            return attached(exec);
        }
        try (Terminal.Raw raw = streams.terminal().raw()) {
            // Also when the JVM is ended: a shell in raw mode is of no use to anybody.
            Thread hook = new Thread(raw::close, "drydock-terminal");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return attached(exec);
            } finally {
                OpenSet.forget(hook);
            }
        }
    }

    private int attached(String exec) throws InterruptedException {
        try (Attachment attached = client.exec().attach(exec)) {
            if (streams.terminal().isOutput()) {
                resize(exec);
                // From another thread: signals must not wait for an engine.
                streams.terminal().onResize(() -> daemon("drydock-resize", () -> resize(exec)));
            }
            daemon("drydock-input", () -> copy(attached));
            OutputFrames output = attached.output();
            while (output.hasNext()) {
                OutputFrame frame = output.next();
                PrintStream to = frame.source() == OutputFrame.Source.STDERR ? streams.err() : streams.out();
                to.write(frame.bytes());
                // Flushes, too.
                if (to.checkError()) {
                    return CLOSED_PIPE;
                }
            }
        } catch (IOException e) {
            throw new FailedException("What the command writes can't be passed on: " + e.getMessage(), e);
        }
        return exitCode(exec);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Attachment attached) {
        byte[] buffer = new byte[8192];
        try {
            OutputStream to = attached.stdin();
            for (int count = streams.in().read(buffer);
                    count >= 0;
                    count = streams.in().read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
            attached.closeStdin();
        } catch (IOException | DockerException e) {
            // The command has ended, or reads no further; its output and exit code tell what became of it.
            System.getLogger("dev.drydock").log(Level.DEBUG, "The input is not read any more", e);
        }
    }

    private void resize(String exec) {
        streams.terminal().size().ifPresent(size -> {
            try {
                client.exec().resize(exec, size.columns(), size.rows());
            } catch (DockerException e) {
                // It has ended meanwhile, or isn't quite there: the size is for convenience.
                System.getLogger("dev.drydock").log(Level.DEBUG, "The terminal's size couldn't be told", e);
            }
        });
    }

    /** The output's end may be seen a moment before the engine has noted the exit code. */
    private int exitCode(String exec) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ExecDetails details = client.exec().inspect(exec);
            Long code = details.exitCode();
            if (!details.running() && code != null) {
                return code.intValue();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new FailedException("The command's output has ended, but the engine doesn't say its exit code.");
    }
}
