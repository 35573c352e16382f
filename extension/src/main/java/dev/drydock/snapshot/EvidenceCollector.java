package dev.drydock.snapshot;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.RawRequest;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is known of the containers of a snapshot. What only a container that runs can tell is asked for beside
 * the freezing, and doesn't hold it up; what is written later, such as the output, is cut at the instant of the freezing. What
 * can't be read is a line in its file, and never spoils the snapshot.
 */
final class EvidenceCollector {
    private static final Timeouts LIMITS = Timeouts.DEFAULT.withCall(Duration.ofSeconds(20));
    private static final Timeouts LOG_LIMITS = Timeouts.DEFAULT.withCall(Duration.ofMinutes(2));
    private static final ApiVersion ONE_SHOT = ApiVersion.parse("1.41");

    private final DockerClient client;
    private final ExecutorService threads;
    private final SnapshotRequest request;
    private final List<Watched> watched = new ArrayList<>();
    private @Nullable Future<EngineInfo> info;

    /** What was asked for at the beginning, of one container. */
    private record Watched(
            SnapshotRequest.Member member,
            Future<Object> inspect,
            Future<ProcessTable> processes,
            Future<Object> stats) {}

    private EvidenceCollector(DockerClient client, ExecutorService threads, SnapshotRequest request) {
        this.client = client;
        this.threads = threads;
        this.request = request;
    }

    /** To be called before the containers are paused. Returns at once. */
    static EvidenceCollector begin(DockerClient client, ExecutorService threads, SnapshotRequest request) {
        EvidenceCollector collector = new EvidenceCollector(client, threads, request);
        if (request.options().evidence()) {
            collector.ask();
        }
        return collector;
    }

    private void ask() {
        DockerClient limited = client.within(LIMITS);
        info = threads.submit(() -> limited.system().info());
        for (SnapshotRequest.Member each : request.members()) {
            String id = each.containerId();
            watched.add(new Watched(
                    each,
                    threads.submit(() -> data(limited, "/containers/{id}/json", id)),
                    threads.submit(() -> limited.containers().top(id)),
                    threads.submit(() -> data(
                            limited,
                            // Without one-shot, Docker takes two samples, a second apart.
                            "/containers/{id}/stats?stream=false"
                                    + (client.apiVersion().compareTo(ONE_SHOT) < 0 ? "" : "&one-shot=true"),
                            id))));
        }
    }

    private static Object data(DockerClient client, String path, String id) {
        Object data =
                client.operations().request(RawRequest.get(path).path("id", id)).data();
        return data == null ? Map.of() : data;
    }

    /**
     * To be called when all else is done.
     *
     * @return the snapshot with its evidence, or with a remark why there is none
     */
    Snapshot addTo(Snapshot snapshot) {
        if (watched.isEmpty()) {
            return snapshot;
        }
        Path folder = null;
        try {
            folder = SpooledData.folder(request.maker());
            EngineVersion engine = client.within(LIMITS).system().version();
            ImageReference name = SnapshotNames.evidence(snapshot.name(), snapshot.id());
            Map<String, Path> files = files(snapshot, folder, engine);
            EvidenceImage.load(client, name, labels(snapshot), engine, files, folder);
            return snapshot.withEvidence(name);
        } catch (IOException | RuntimeException e) {
            return snapshot.withRemark("logs and the like couldn't be written down: " + e.getMessage());
        } finally {
            if (folder != null) {
                SpooledData.delete(folder);
            }
        }
    }

    private Map<String, String> labels(Snapshot snapshot) {
        Map<String, String> labels = ImageLabels.common(
                request,
                snapshot.id(),
                Instant.parse(snapshot.created()),
                snapshot.consistent(),
                snapshot.images().size());
        // No maker: it isn't there before it is complete.
        labels.put(SnapshotLabels.MAKER, "");
        labels.replaceAll((key, value) -> ImageLabels.plain(value));
        return labels;
    }

    private Map<String, Path> files(Snapshot snapshot, Path folder, EngineVersion engine) throws IOException {
        Redaction redaction = Redaction.of(request.options().secrets());
        Map<Watched, Inspected> inspected = new LinkedHashMap<>();
        for (Watched each : watched) {
            Inspected details = Inspected.of(result(each.inspect(), Map.of()));
            inspected.put(each, details);
            redaction = redaction.with(details.env(), each.member().image());
        }
        Redaction all = redaction;
        Map<String, String> names = new LinkedHashMap<>();
        watched.forEach(
                each -> names.put(each.member().containerId(), each.member().name()));
        Instant began = result(info, null) instanceof EngineInfo told ? instant(told.systemTime()) : Instant.now();
        EngineMoments moments = EngineMoments.read(client.within(LIMITS), names, inspected.values(), began);

        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Path> files = new LinkedHashMap<>();
        List<Callable<Void>> reads = new ArrayList<>();
        inspected.forEach((each, details) -> {
            String place = SnapshotNames.folder(each.member().name()) + "/";
            SecretlessJson json = new SecretlessJson(all);
            texts.put(place + "inspect.json", failed(each.inspect()).orElseGet(() -> json.write(details.data())));
            if (details.running()) {
                texts.put(place + "processes.txt", all.text(processes(each.processes())));
                texts.put(
                        place + "stats.json",
                        failed(each.stats())
                                .orElseGet(() -> json.write(
                                        Objects.requireNonNullElse(result(each.stats(), Map.of()), Map.of()))));
            }
            details.health().ifPresent(text -> texts.put(place + "health.txt", all.text(text)));
            String id = each.member().containerId();
            Path log = folder.resolve("log-" + files.size());
            files.put(place + "log.txt", log);
            Instant until = details.running() ? moments.frozen(id) : null;
            reads.add(() -> {
                new LogSpool(folder, LogSpool.BYTES, all).read(client.within(LOG_LIMITS), id, until, log);
                return null;
            });
            files.put(place + "changes.txt", folder.resolve("changes-" + files.size()));
            Path changes = files.get(place + "changes.txt");
            reads.add(() -> {
                Files.writeString(changes, all.text(FileChanges.text(client.within(LIMITS), id)));
                return null;
            });
        });
        readAll(reads);
        request.facts().forEach((name, text) -> {
            if (name.contains(".")) {
                texts.put(name, all.text(text));
            }
        });
        texts.putIfAbsent("events.txt", all.text(moments.events()));
        texts.put(
                "snapshot.json",
                new EvidenceSummary(client.within(LIMITS), request, snapshot, all).json(engine, inspected.values()));
        for (Map.Entry<String, String> each : texts.entrySet()) {
            Path file = Files.createTempFile(folder, "text", "");
            Files.writeString(file, each.getValue());
            files.put(each.getKey(), file);
        }
        return files;
    }

    private void readAll(List<Callable<Void>> reads) throws IOException {
        List<Future<Void>> futures = new ArrayList<>();
        reads.forEach(each -> futures.add(threads.submit(each)));
        IOException failure = null;
        // All, whatever becomes of one: the folder that they write to is deleted afterwards.
        for (Future<Void> each : futures) {
            while (true) {
                try {
                    each.get();
                    break;
                } catch (ExecutionException e) {
                    failure = new IOException(String.valueOf(e.getCause()), e);
                    break;
                } catch (InterruptedException e) {
                    futures.forEach(other -> other.cancel(true));
                    Thread.currentThread().interrupt();
                    throw new IOException("it was interrupted", e);
                } catch (CancellationException e) {
                    break;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private String processes(Future<ProcessTable> future) {
        return failed(future).orElseGet(() -> {
            StringBuilder text = new StringBuilder();
            if (result(future, null) instanceof ProcessTable table) {
                text.append(String.join("\t", table.titles())).append('\n');
                table.processes()
                        .forEach(row -> text.append(String.join("\t", row)).append('\n'));
            }
            return text.toString();
        });
    }

    /** A line that says why something couldn't be read. */
    private static Optional<String> failed(Future<?> future) {
        try {
            future.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("# Couldn't be read: "
                    + Objects.requireNonNullElse(e.getCause(), e).getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("# Couldn't be read: interrupted\n");
        }
    }

    private static @Nullable Object result(@Nullable Future<?> future, @Nullable Object otherwise) {
        try {
            return future == null ? otherwise : future.get();
        } catch (ExecutionException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerException("Interrupted while evidence was collected", e);
        }
    }

    static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.now() : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.now();
        }
    }
}
