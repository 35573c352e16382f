package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.LogOptions;
import dev.drydock.client.StopOptions;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ContainerStats;
import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.ContainerFiles;
import dev.drydock.junit.ContainerNetwork;
import dev.drydock.junit.LogFollower;
import dev.drydock.junit.LogLine;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.ready.ReadyWait;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotRequest;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A container that exists on the engine. Not closeable itself: JUnit closes what it finds in its stores. */
public final class LiveContainer implements RunningContainer {
    private final EngineSession session;
    private final DockerClient client;
    private final ContainerPlan plan;
    private final ContainerId id;
    private final String host;
    private final Map<Integer, Integer> ports;
    private final Map<String, Integer> published;
    private final Placeholders placeholders;
    private final FreshVolumes volumes;
    private final LiveRestore restores;
    private final ContainerCalls calls;
    private final LiveLogs logs;
    private final LiveFiles files;
    private final HostAccess hostAccess;
    private final LiveNetwork network;
    private volatile String owner;
    private volatile String scopeId = "";
    private volatile @Nullable ContainerSet set;
    private volatile boolean released;

    /**
     * @param ports TCP ports of the container → of the host
     * @param published all ports, such as {@code 53/udp} → of the host
     * @param placeholders as its scope fills them in
     * @param volumes in place of those that the plan names
     * @param again creates another container with the same ports from something else, and returns its id
     */
    LiveContainer(
            EngineSession session,
            ContainerPlan plan,
            ContainerId id,
            String host,
            Map<Integer, Integer> ports,
            Map<String, Integer> published,
            Placeholders placeholders,
            FreshVolumes volumes,
            Function<Origin, String> again) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.id = id;
        this.host = host;
        this.ports = new TreeMap<>(ports);
        this.published = Map.copyOf(published);
        this.placeholders = placeholders;
        this.volumes = volumes;
        this.restores = new LiveRestore(session, this, id, again);
        this.owner = "container " + plan.name();
        this.calls = new ContainerCalls(session, plan, id);
        this.logs = new LiveLogs(calls, id);
        this.files = new LiveFiles(calls, id);
        this.hostAccess = new HostAccess(plan, id);
        this.network = new LiveNetwork(calls, id, hostAccess);
    }

    /** All published ports: the container's with its protocol, such as {@code 53/udp} → the host's. */
    public Map<String, Integer> published() {
        return published;
    }

    /** The made-up secrets of its scope. */
    public Secrets secrets() {
        return placeholders.secrets();
    }

    /** What it was declared as. */
    public ContainerPlan plan() {
        return plan;
    }

    /** For a snapshot of it. */
    public SnapshotRequest.Member member() {
        return new SnapshotRequest.Member(
                name(), id.get(), image(), plan.state().open(), plan.state().before(), plan.dependsOn());
    }

    /** What messages and snapshots call the scope that it belongs to. */
    String owner() {
        return owner;
    }

    /** JUnit's id of the class or invocation that it belongs to; empty when the run shares it. */
    String scopeId() {
        return scopeId;
    }

    void belongsTo(String scope, String idOfScope) {
        owner = scope;
        scopeId = idOfScope;
    }

    void belongsTo(ContainerSet all) {
        set = all;
    }

    /** What there is of its scope on the engine. */
    ContainerSet set() {
        return Objects.requireNonNull(set);
    }

    /** What takes the place of the volumes that its plan names. */
    FreshVolumes volumes() {
        return volumes;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Another container has taken the place of the one that was. */
    void renewed() {
        network.renewed();
    }

    /** Whether its scope has ended. */
    boolean isReleased() {
        return released;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public String id() {
        return id.get();
    }

    @Override
    public String image() {
        return plan.image().shown();
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port(String containerPort) {
        String wanted = containerPort.contains("/") ? containerPort : containerPort + "/tcp";
        Integer port = published.get(wanted);
        if (port == null) {
            throw new IllegalArgumentException("Container " + plan.shown() + " doesn't publish port "
                    + shown(wanted) + (published.isEmpty() ? "; it publishes none" : "; it publishes " + shownPorts())
                    + (wanted.endsWith("/tcp")
                            ? ". Name it in @WithContainer(ports = …)."
                            : ". Name it in @WithContainer(publish = …)."));
        }
        return port;
    }

    private List<String> shownPorts() {
        return published.keySet().stream()
                .sorted(Comparator.comparing(each -> Integer.parseInt(each.substring(0, each.indexOf('/')))))
                .map(LiveContainer::shown)
                .toList();
    }

    private static String shown(String port) {
        return port.replaceFirst("/tcp$", "");
    }

    @Override
    public Map<Integer, Integer> ports() {
        return Map.copyOf(ports);
    }

    @Override
    public ExecResult exec(ContainerCommand command) {
        if (command.spec().command().isEmpty()) {
            throw new IllegalArgumentException(calls.cannot("run a command in") + "it is empty.");
        }
        byte[] stdin = command.stdin();
        CommandEnding ending = new CommandEnding(session, command.spec());
        ExecSpec spec = ending.marked();
        Function<DockerClient, ExecResult> work = c -> {
            String at = id.get();
            return session.execs()
                    .run(at, () -> c.exec().run(at, spec, stdin == null ? null : new ByteArrayInputStream(stdin)));
        };
        // Arguments aren't shown: a password may be among them.
        String doing = "run '" + command.spec().command().get(0) + "' in";
        return calls.ask(doing, work, command.timeout(), () -> ending.end(id));
    }

    @Override
    public String logs(LogOptions options) {
        return logs.read(options);
    }

    @Override
    public LogFollower followLogs(Consumer<LogLine> consumer) {
        inspect();
        return LiveLogFollower.begin(this, consumer, session.threads());
    }

    @Override
    public LogLine awaitLog(String regex, Duration timeout, Instant since) {
        return logs.await(regex, timeout, since);
    }

    @Override
    public ContainerFiles files() {
        return files;
    }

    @Override
    public ContainerNetwork network() {
        return network;
    }

    @Override
    public void pause() {
        calls.tell("pause", c -> {
            session.execs().awaitReleased(id.get());
            if (!c.containers().inspect(id.get()).state().paused()) {
                c.containers().pause(id.get());
            }
        });
    }

    @Override
    public void unpause() {
        calls.tell("unpause", c -> {
            session.execs().awaitReleased(id.get());
            if (c.containers().inspect(id.get()).state().paused()) {
                c.containers().unpause(id.get());
            }
        });
    }

    @Override
    public void stop(StopOptions options) {
        calls.tell("stop", c -> c.containers().stop(id.get(), options));
    }

    @Override
    public void kill(String signal) {
        boolean ends = signal.matches("(?i)(SIG)?KILL|9");
        calls.tell("kill", c -> {
            c.containers().kill(id.get(), signal);
            if (ends) {
                c.containers().waitUntilStopped(id.get());
            }
        });
    }

    @Override
    public void start() {
        AtomicBoolean givenUp = new AtomicBoolean();
        try {
            calls.tell("start", c -> {
                if (c.containers().start(id.get())) {
                    ready(c, givenUp::get).awaitAgain(this);
                }
            });
        } finally {
            givenUp.set(true);
        }
    }

    ReadyWait ready(DockerClient c, BooleanSupplier aborted) {
        String imageId =
                Objects.requireNonNullElse(c.containers().inspect(id.get()).image(), image());
        return new ReadyWait(
                c,
                session.threads(),
                plan,
                c.images().inspect(imageId),
                session.events().watch(id.get()),
                aborted,
                placeholders::fill);
    }

    @Override
    public ContainerDetails inspect() {
        return calls.ask("look at", c -> c.containers().inspect(id.get()));
    }

    @Override
    public ContainerStats stats() {
        return calls.ask("measure", c -> {
            ContainerState state = c.containers().inspect(id.get()).state();
            if (!state.running()) {
                // Docker would answer with a sample of nothing.
                throw calls.stopped(c, "measure", state, null);
            }
            return c.containers().stats(id.get());
        });
    }

    @Override
    public Snapshot snapshot(String name) {
        LiveSnapshot.check(name);
        // What is gone is said better here.
        inspect();
        return new LiveSnapshot(session, this).take(name);
    }

    @Override
    public void restore(String name) {
        restores.to(name);
    }

    @Override
    public void restore(Snapshot snapshot) {
        restores.to(snapshot);
    }

    @Override
    public DockerClient client() {
        return client.unclosable();
    }

    /** It stays when its scope has ended: what was opened for it here is closed. */
    void left() {
        hostAccess.close();
    }

    /** Its scope has ended: what was opened for it here is closed, and later calls say why it is gone. */
    void released() {
        released = true;
        calls.gone("when " + owner + " ended");
        hostAccess.close();
    }

    @Override
    public String toString() {
        return plan.shown() + " at " + host + " " + ports;
    }
}
