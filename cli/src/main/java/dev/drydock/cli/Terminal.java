package dev.drydock.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal that this process was started in, if it was. Asked by {@code stty} and {@code test}, which every Unix has. */
class Terminal {
    /** Where there is none. */
    static final Terminal NONE = new Terminal() {
        @Override
        boolean isInput() {
            return false;
        }

        @Override
        boolean isOutput() {
            return false;
        }

        @Override
        boolean isError() {
            return false;
        }
    };

    /** In characters. */
    record Size(int columns, int rows) {}

    /** Whether standard input is a terminal. */
    boolean isInput() {
        return isTerminal(0);
    }

    /** Whether standard output is a terminal. */
    boolean isOutput() {
        return isTerminal(1);
    }

    /** Whether standard error is a terminal. */
    boolean isError() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("sh", "-c", "test -t " + descriptor)
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // Without sh it is no Unix; then it is treated as a pipe.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hands every key on as it is, Ctrl-C too, until it is closed. */
    Raw raw() {
        String saved = stty("-g")
                .orElseThrow(() -> new FailedException("The terminal can't be set up: the program stty is missing or"
                        + " refuses. Give the input by a pipe, such as: echo 'select 1' | drydock …"));
        if (stty("raw", "-echo").isEmpty()) {
            throw new FailedException("The terminal can't be set up: stty refuses. Give the input by a pipe.");
        }
        return new Raw(saved);
    }

    /** A terminal that hands on every key. */
    static final class Raw implements AutoCloseable {
        private final String saved;
        private boolean closed;

        private Raw(String saved) {
            this.saved = saved;
        }

        /** As it was before; only once, since somebody else may have set it up by then. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                stty(saved);
            }
        }
    }

    Optional<Size> size() {
        return stty("size")
                .map(text -> text.strip().split(" ", -1))
                .filter(parts ->
                        parts.length == 2 && parts[0].matches("[1-9]\\d{0,4}") && parts[1].matches("[1-9]\\d{0,4}"))
                .map(parts -> new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
    }

    private static Optional<String> stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(said.strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Runs something whenever the terminal gets another size.
     *
     * @return whether that can be told on this JVM
     */
    boolean onResize(Runnable action) {
        // Every JDK has the class, but warns at compile time of whoever names it.
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            if (e instanceof InvocationTargetException || e instanceof ClassNotFoundException) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }
}
