package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Timeouts;
import dev.drydock.snapshot.SpooledData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Clears up after a JVM that has ended, in the process of its {@link Reaper}. */
final class AfterTheEnd {
    private static final int THREADS = 8;

    private final Map<String, String> told;

    /** @param told what the JVM has said while it lived, by the names of {@link ReaperMain} */
    AfterTheEnd(Map<String, String> told) {
        this.told = told;
    }

    void clean() throws InterruptedException {
        boolean dead = !told.containsKey(ReaperMain.LIVES);
        String owner = dead ? told.getOrDefault(ReaperMain.OWNER, "") : "";
        Optional<OwnService> service =
                OwnService.parse(told.getOrDefault(ReaperMain.SERVICE, "")).filter(OwnService::isAlive);
        String temporary = told.getOrDefault(ReaperMain.TEMPORARY, "");
        if (dead && !temporary.isEmpty()) {
            SpooledData.remove(Path.of(temporary), (maker, made) -> maker.equals(owner));
        }
        Timeouts limits = Timeouts.DEFAULT.withCall(Duration.ofMinutes(2));
        DockerClient.Builder builder = DockerClient.builder().timeouts(limits).streamTimeouts(limits);
        service.ifPresent(each -> builder.address(each.address()));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (DockerClient client = builder.build()) {
            new Reaping(client, threads, told.getOrDefault(ReaperMain.RUN, "")).toTheEnd(owner);
        } finally {
            threads.shutdownNow();
            if (dead) {
                service.ifPresent(OwnService::end);
            }
        }
    }
}
