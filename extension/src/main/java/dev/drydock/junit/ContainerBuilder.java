package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.HealthSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * Says what a container is to be, as {@link WithContainer} does: each of its attributes has a method of that name, and means
 * the same. What takes several values adds up when it is called again.
 *
 * <p>Mistakes are reported together with those in the annotations of the test class, by the name of the field. Not for use by
 * several threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerBuilder {
    private final Attributes attributes = new Attributes();
    private final Attributes dockerfile = new Attributes();
    private final CodedExtras extras = new CodedExtras();
    private final String source;
    private String name = "";
    private Readiness readiness = Readiness.NONE;

    ContainerBuilder(String image, String folder) {
        this.source = image.isEmpty() ? folder : image;
        attributes.set("image", image);
        dockerfile.set("value", folder);
    }

    /**
     * As {@link WithContainer#name()}.
     *
     * @param called in the test class, and by other containers; the field's name without this
     * @return this
     */
    public ContainerBuilder name(String called) {
        name = called;
        return this;
    }

    /**
     * As {@link FromDockerfile#file()}, with {@link ContainerExtension#ofDockerfile}.
     *
     * @param file relative to the folder
     * @return this
     */
    public ContainerBuilder dockerfile(String file) {
        dockerfile.set("file", file);
        return this;
    }

    /**
     * As {@link FromDockerfile#args()}, with {@link ContainerExtension#ofDockerfile}.
     *
     * @param argument its name
     * @param value with placeholders
     * @return this
     */
    public ContainerBuilder buildArg(String argument, String value) {
        dockerfile.add("args", pair(argument, value));
        return this;
    }

    /**
     * As {@link FromDockerfile#target()}, with {@link ContainerExtension#ofDockerfile}.
     *
     * @param stage to stop at
     * @return this
     */
    public ContainerBuilder buildTarget(String stage) {
        dockerfile.set("target", stage);
        return this;
    }

    /**
     * As {@link WithContainer#scope()}. A container of the session can only be shared with classes that inherit the field or
     * declare an equal one; lambdas are equal to themselves only.
     *
     * @param scope how long it lives
     * @return this
     */
    public ContainerBuilder scope(Scope scope) {
        attributes.set("scope", scope);
        return this;
    }

    /**
     * As {@link WithContainer#ports()}.
     *
     * @param ports of the container, 1 to 65535 each
     * @return this
     */
    public ContainerBuilder ports(int... ports) {
        attributes.add("ports", ports);
        return this;
    }

    /**
     * As {@link WithContainer#publish()}.
     *
     * @param ports {@code [HOSTPORT:]PORT[/tcp|/udp]} each
     * @return this
     */
    public ContainerBuilder publish(String... ports) {
        attributes.add("publish", ports);
        return this;
    }

    /**
     * As {@link WithContainer#env()}.
     *
     * @param variable its name
     * @param value with placeholders
     * @return this
     */
    public ContainerBuilder env(String variable, String value) {
        attributes.add("env", pair(variable, value));
        return this;
    }

    /**
     * As {@link WithContainer#command()}; the last call counts.
     *
     * @param arguments of the entry point, or the command where there is none
     * @return this
     */
    public ContainerBuilder command(String... arguments) {
        attributes.set("command", arguments.clone());
        return this;
    }

    /**
     * As {@link WithContainer#entrypoint()}; the last call counts.
     *
     * @param program and its arguments
     * @return this
     */
    public ContainerBuilder entrypoint(String... program) {
        attributes.set("entrypoint", program.clone());
        return this;
    }

    /**
     * As {@link WithContainer#files()}.
     *
     * @param files that are copied in before the start
     * @return this
     */
    public ContainerBuilder files(CopiedFile... files) {
        attributes.add(
                "files",
                Arrays.stream(files)
                        .map(each -> each.attributes().as(CopyIn.class))
                        .toArray(CopyIn[]::new));
        return this;
    }

    /**
     * As {@link WithContainer#volumes()}.
     *
     * @param volumes {@code [NAME:]PATH[:ro]} each
     * @return this
     */
    public ContainerBuilder volumes(String... volumes) {
        attributes.add("volumes", volumes);
        return this;
    }

    /**
     * As {@link WithContainer#binds()}.
     *
     * @param binds {@code SOURCE:PATH[:ro]} each
     * @return this
     */
    public ContainerBuilder binds(String... binds) {
        attributes.add("binds", binds);
        return this;
    }

    /**
     * As {@link WithContainer#tmpfs()}.
     *
     * @param folders {@code PATH[:OPTIONS]} each
     * @return this
     */
    public ContainerBuilder tmpfs(String... folders) {
        attributes.add("tmpfs", folders);
        return this;
    }

    /**
     * As {@link WithContainer#labels()}.
     *
     * @param label its name
     * @param value with placeholders
     * @return this
     */
    public ContainerBuilder labels(String label, String value) {
        attributes.add("labels", pair(label, value));
        return this;
    }

    /**
     * As {@link WithContainer#user()}.
     *
     * @param user name or number, with {@code :group} where wanted
     * @return this
     */
    public ContainerBuilder user(String user) {
        attributes.set("user", user);
        return this;
    }

    /**
     * As {@link WithContainer#workingDir()}.
     *
     * @param folder an absolute path
     * @return this
     */
    public ContainerBuilder workingDir(String folder) {
        attributes.set("workingDir", folder);
        return this;
    }

    /**
     * As {@link WithContainer#memory()}.
     *
     * @param most such as {@code 512m}
     * @return this
     */
    public ContainerBuilder memory(String most) {
        attributes.set("memory", most);
        return this;
    }

    /**
     * As {@link WithContainer#cpus()}.
     *
     * @param most such as 1.5
     * @return this
     */
    public ContainerBuilder cpus(double most) {
        attributes.set("cpus", most);
        return this;
    }

    /**
     * As {@link WithContainer#shmSize()}.
     *
     * @param size such as {@code 256m}
     * @return this
     */
    public ContainerBuilder shmSize(String size) {
        attributes.set("shmSize", size);
        return this;
    }

    /**
     * As {@link WithContainer#ulimits()}.
     *
     * @param limits {@code NAME=SOFT[:HARD]} each
     * @return this
     */
    public ContainerBuilder ulimits(String... limits) {
        attributes.add("ulimits", limits);
        return this;
    }

    /**
     * As {@link WithContainer#capAdd()}.
     *
     * @param capabilities such as {@code NET_ADMIN}
     * @return this
     */
    public ContainerBuilder capAdd(String... capabilities) {
        attributes.add("capAdd", capabilities);
        return this;
    }

    /**
     * As {@link WithContainer#capDrop()}.
     *
     * @param capabilities such as {@code ALL}
     * @return this
     */
    public ContainerBuilder capDrop(String... capabilities) {
        attributes.add("capDrop", capabilities);
        return this;
    }

    /**
     * As {@link WithContainer#privileged()}.
     *
     * @param may whether it may do all
     * @return this
     */
    public ContainerBuilder privileged(boolean may) {
        attributes.set("privileged", may);
        return this;
    }

    /**
     * As {@link WithContainer#readOnly()}.
     *
     * @param fixed whether its root file system can't be written to
     * @return this
     */
    public ContainerBuilder readOnly(boolean fixed) {
        attributes.set("readOnly", fixed);
        return this;
    }

    /**
     * As {@link WithContainer#init()}.
     *
     * @param first whether the engine's own init process is the first
     * @return this
     */
    public ContainerBuilder init(boolean first) {
        attributes.set("init", first);
        return this;
    }

    /**
     * As {@link WithContainer#hostname()}.
     *
     * @param hostname its host name
     * @return this
     */
    public ContainerBuilder hostname(String hostname) {
        attributes.set("hostname", hostname);
        return this;
    }

    /**
     * As {@link WithContainer#extraHosts()}.
     *
     * @param hosts {@code NAME:ADDRESS} each
     * @return this
     */
    public ContainerBuilder extraHosts(String... hosts) {
        attributes.add("extraHosts", hosts);
        return this;
    }

    /**
     * As {@link WithContainer#platform()}.
     *
     * @param platform such as {@code linux/arm64}
     * @return this
     */
    public ContainerBuilder platform(String platform) {
        attributes.set("platform", platform);
        return this;
    }

    /**
     * As {@link WithContainer#restart()}.
     *
     * @param policy such as {@code on-failure:3}
     * @return this
     */
    public ContainerBuilder restart(String policy) {
        attributes.set("restart", policy);
        return this;
    }

    /**
     * As {@link WithContainer#network()}.
     *
     * @param network one of the engine's, {@code host}, or {@code none}
     * @return this
     */
    public ContainerBuilder network(String network) {
        attributes.set("network", network);
        return this;
    }

    /**
     * As {@link WithContainer#aliases()}.
     *
     * @param names by which other containers reach it
     * @return this
     */
    public ContainerBuilder aliases(String... names) {
        attributes.add("aliases", names);
        return this;
    }

    /**
     * As {@link WithContainer#healthCheck()}. Times are kept to the millisecond.
     *
     * @param check such as {@code HealthSpec.shell("pg_isready")}, or {@link HealthSpec#NONE}
     * @return this
     */
    public ContainerBuilder healthCheck(HealthSpec check) {
        attributes.set("healthCheck", CodedHealth.of(check).as(HealthCheck.class));
        return this;
    }

    /**
     * As {@link WithContainer#hostAccess()}.
     *
     * @param wanted whether it can reach servers of this JVM
     * @return this
     */
    public ContainerBuilder hostAccess(boolean wanted) {
        attributes.set("hostAccess", wanted);
        return this;
    }

    /**
     * As {@link WithContainer#dependsOn()}.
     *
     * @param names of containers, of code or of annotations
     * @return this
     */
    public ContainerBuilder dependsOn(String... names) {
        attributes.add("dependsOn", names);
        return this;
    }

    /**
     * As {@link WithContainer#ready()}; the last call counts.
     *
     * @param when it counts as ready
     * @return this
     */
    public ContainerBuilder ready(Readiness when) {
        readiness = when;
        return this;
    }

    /**
     * As {@link WithContainer#startAttempts()}.
     *
     * @param times 1 to 10
     * @return this
     */
    public ContainerBuilder startAttempts(int times) {
        attributes.set("startAttempts", times);
        return this;
    }

    /**
     * As {@link WithContainer#pull()}.
     *
     * @param when its image is pulled
     * @return this
     */
    public ContainerBuilder pull(Pull when) {
        attributes.set("pull", when);
        return this;
    }

    /**
     * As {@link WithContainer#pullAge()}.
     *
     * @param most how old the image may be, 1 ms at least
     * @return this
     */
    public ContainerBuilder pullAge(Duration most) {
        attributes.set("pullAge", time(most));
        return this;
    }

    /**
     * As {@link WithContainer#exports()}.
     *
     * @param property of the system
     * @param template such as {@code jdbc:postgresql://{host}:{port}/app}
     * @return this
     */
    public ContainerBuilder exports(String property, String template) {
        attributes.add("exports", pair(property, template));
        return this;
    }

    /**
     * As {@link WithContainer#graceful()}.
     *
     * @param asked whether the process is asked to end before it is killed
     * @return this
     */
    public ContainerBuilder graceful(boolean asked) {
        attributes.set("graceful", asked);
        return this;
    }

    /**
     * As {@link WithContainer#stopSignal()}.
     *
     * @param signal such as {@code SIGINT}
     * @return this
     */
    public ContainerBuilder stopSignal(String signal) {
        attributes.set("stopSignal", signal);
        return this;
    }

    /**
     * As {@link WithContainer#stopTimeout()}.
     *
     * @param most that the process is given to end; whole seconds
     * @return this
     */
    public ContainerBuilder stopTimeout(Duration most) {
        attributes.set("stopTimeout", Math.toIntExact(most.toSeconds()));
        return this;
    }

    /**
     * As {@link WithContainer#keep()}.
     *
     * @param when it stays
     * @return this
     */
    public ContainerBuilder keep(Keep when) {
        attributes.set("keep", when);
        return this;
    }

    /**
     * As {@link WithContainer#logTo()}.
     *
     * @param destination {@code stdout}, {@code stderr}, or a file
     * @return this
     */
    public ContainerBuilder logTo(String destination) {
        attributes.set("logTo", destination);
        return this;
    }

    /**
     * As {@link WithContainer#listeners()}.
     *
     * @param listener that is told of what happens to it, from several threads where several tests have a container each
     * @return this
     */
    public ContainerBuilder listeners(ContainerListener listener) {
        extras.add(listener);
        return this;
    }

    /**
     * As {@link WithContainer#customizers()}.
     *
     * @param customizer such as {@code spec -> spec.domainname("example.org")}
     * @return this
     */
    public ContainerBuilder customizers(ContainerCustomizer customizer) {
        extras.add(customizer);
        return this;
    }

    /**
     * As {@link WithContainer#snapshot()}.
     *
     * @param idOrName of a snapshot
     * @return this
     */
    public ContainerBuilder snapshot(String idOrName) {
        attributes.set("snapshot", idOrName);
        return this;
    }

    /**
     * As {@link WithContainer#warm()}.
     *
     * @return this
     */
    public ContainerBuilder warm() {
        attributes.set("warm", true);
        return this;
    }

    /**
     * As {@link WithContainer#beforeSnapshot()}.
     *
     * @param commandLines for {@code sh}
     * @return this
     */
    public ContainerBuilder beforeSnapshot(String... commandLines) {
        attributes.add("beforeSnapshot", commandLines);
        return this;
    }

    /**
     * As {@link WithContainer#open()}.
     *
     * @param commandLine that a person runs in a snapshot of it
     * @return this
     */
    public ContainerBuilder open(String commandLine) {
        attributes.set("open", commandLine);
        return this;
    }

    /** @return the extension, for a field with {@link org.junit.jupiter.api.extension.RegisterExtension} */
    public ContainerExtension build() {
        Attributes all = attributes
                .copy()
                .set("build", dockerfile.as(FromDockerfile.class))
                .set("ready", readiness.attributes().as(Ready.class));
        return new CodedContainer(all, extras.with(readiness.conditions()), name, source);
    }

    private static String[] pair(String name, String value) {
        return new String[] {name + "=" + value};
    }

    /** As annotations write it. */
    static String time(Duration time) {
        return String.format(Locale.ROOT, "%dms", time.toMillis());
    }
}
