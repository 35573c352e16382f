package dev.drydock.testing;

import dev.drydock.client.DockerException;
import dev.drydock.junit.RestartedTestCases;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What {@code dev/kill --restart} runs: a test class, the restart of the engine in its middle, another class. */
final class RestartMain {
    private static final long LIMIT_SECONDS = 120;

    private RestartMain() {}

    /** Takes a command that restarts the engine, for a shell. */
    public static void main(String[] args) throws Exception {
        try (Fork fork = Fork.of(RestartedTestCases.classes())) {
            Remains remains = new Remains(fork.pid());
            fork.await("[fixture] ");
            Shell restart = Shell.run(args[0], "");
            System.out.println("the command ended with " + restart.exitCode() + ": "
                    + restart.output().strip());
            awaitEngine();
            fork.goOn();
            String output = fork.toEnd();
            boolean good = output.contains("[fork] hasItsContainer(RunningContainer) SUCCESSFUL")
                    && remains.now().isEmpty();
            System.out.println(good ? "the next class found the engine again, and nothing is left" : output);
            System.out.println("there is still " + remains.now());
            System.exit(good ? 0 : 1);
        }
    }

    private static void awaitEngine() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try {
                TestEngine.CLIENT.system().ping();
                return;
            } catch (DockerException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }
}
