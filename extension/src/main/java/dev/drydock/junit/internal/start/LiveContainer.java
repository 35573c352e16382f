package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
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

/** A container that exists on the engine. Not closeable itself: JUnit closes what it finds in its stores. */
public final class LiveContainer implements RunningContainer {
    private final EngineSession session;
    private final DockerClient client;
    private final ContainerPlan plan;
    private final String id;
    private final String host;
    private final Map<Integer, Integer> ports;
    private final Map<String, Integer> published;
    private final Secrets secrets;
    private final ContainerCalls calls;
    private final LiveLogs logs;
    private final LiveFiles files;
    private final HostAccess hostAccess;
    private final LiveNetwork network;
    private volatile String owner;

    /**
     * @param ports TCP ports of the container → of the host
     * @param published all ports, such as {@code 53/udp} → of the host
     * @param secrets of its scope
     */
    LiveContainer(
            EngineSession session,
            ContainerPlan plan,
            String id,
            String host,
            Map<Integer, Integer> ports,
            Map<String, Integer> published,
            Secrets secrets) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.id = id;
        this.host = host;
        this.ports = new TreeMap<>(ports);
        this.published = Map.copyOf(published);
        this.secrets = secrets;
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
        return secrets;
    }

    /** What it was declared as. */
    public ContainerPlan plan() {
        return plan;
    }

    /** What messages and snapshots call the scope that it belongs to. */
    String owner() {
        return owner;
    }

    void belongsTo(String scope) {
        owner = scope;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public String id() {
        return id;
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
        Function<DockerClient, ExecResult> work =
                c -> c.exec().run(id, command.spec(), stdin == null ? null : new ByteArrayInputStream(stdin));
        // Arguments aren't shown: a password may be among them.
        String doing = "run '" + command.spec().command().get(0) + "' in";
        Duration timeout = command.timeout();
        return timeout == null ? calls.ask(doing, work) : calls.ask(doing, work, timeout);
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
            if (!c.containers().inspect(id).state().paused()) {
                c.containers().pause(id);
            }
        });
    }

    @Override
    public void unpause() {
        calls.tell("unpause", c -> {
            if (c.containers().inspect(id).state().paused()) {
                c.containers().unpause(id);
            }
        });
    }

    @Override
    public void stop(StopOptions options) {
        calls.tell("stop", c -> c.containers().stop(id, options));
    }

    @Override
    public void kill(String signal) {
        boolean ends = signal.matches("(?i)(SIG)?KILL|9");
        calls.tell("kill", c -> {
            c.containers().kill(id, signal);
            if (ends) {
                c.containers().waitUntilStopped(id);
            }
        });
    }

    @Override
    public void start() {
        AtomicBoolean givenUp = new AtomicBoolean();
        try {
            calls.tell("start", c -> {
                if (c.containers().start(id)) {
                    ready(c, givenUp::get).awaitAgain(this);
                }
            });
        } finally {
            givenUp.set(true);
        }
    }

    private ReadyWait ready(DockerClient c, BooleanSupplier aborted) {
        String imageId = Objects.requireNonNullElse(c.containers().inspect(id).image(), image());
        return new ReadyWait(
                c,
                session.threads(),
                plan,
                c.images().inspect(imageId),
                session.events().watch(id),
                aborted);
    }

    @Override
    public ContainerDetails inspect() {
        return calls.ask("look at", c -> c.containers().inspect(id));
    }

    @Override
    public ContainerStats stats() {
        return calls.ask("measure", c -> {
            ContainerState state = c.containers().inspect(id).state();
            if (!state.running()) {
                // Docker would answer with a sample of nothing.
                throw calls.stopped(c, "measure", state, null);
            }
            return c.containers().stats(id);
        });
    }

    @Override
    public Snapshot snapshot() {
        // What is gone is said better here.
        inspect();
        return new LiveSnapshot(session, this).take();
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
        calls.gone("when " + owner + " ended");
        hostAccess.close();
    }

    @Override
    public String toString() {
        return plan.shown() + " at " + host + " " + ports;
    }
}
