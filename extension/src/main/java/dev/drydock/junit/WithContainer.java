package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A container that the tests need.
 *
 * <p><b>Scope.</b> On a class: one container for all tests of the class and of its {@code @Nested} classes. On a method:
 * one for each invocation of it. May be repeated, and put on an annotation of your own.
 *
 * <p><b>Inheritance.</b> Declarations of the superclass, then of interfaces, then of the class itself add up; one with a
 * name that came before takes its place. The same goes for an annotation's own declarations.
 *
 * <p><b>Lifecycle.</b> The image is pulled when the engine doesn't have it. Containers of one scope start in parallel,
 * but after those that they {@link #dependsOn()}. They are there, and ready, before the constructor, before
 * {@code @BeforeAll} or before {@code @BeforeEach} of the test, and are killed and removed with their anonymous volumes
 * when the class, or the method, is through.
 *
 * <p><b>Failure.</b> Mistakes in the annotations are reported together, before the engine is asked anything. A container
 * that can't be started, that ends, or that isn't ready in time fails the tests, with its exit code and the end of its
 * log. With {@link CommitOnFailure} it is kept all the same.
 *
 * <p><b>Placeholders.</b> <code>${env:NAME}</code>, <code>${sys:NAME}</code> (a system property) and <code>${param:NAME}</code>
 * (a configuration parameter of JUnit) are filled in, each with <code>:-</code> and another value where it is missing or empty;
 * <code>${random:NAME}</code> is a secret, the same wherever NAME is said in the scope; <code>${host:NAME}</code>,
 * <code>${port:NAME:5432}</code> and <code>${address:NAME:5432}</code> are another container's as this one reaches it.
 * <code>$${</code> is <code>${</code>.
 *
 * <pre>{@code
 * @WithContainer(name = "db", image = "postgres:15", ports = 5432,
 *                env = "POSTGRES_PASSWORD=secret",
 *                ready = @Ready(healthCmd = "pg_isready -U postgres"))
 * class OrderRepositoryTests {
 *     @Test
 *     void keepsOrders(RunningContainer db, @HostPort(5432) int port) { … }
 * }
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(WithContainer.List.class)
@ExtendWith(DrydockExtension.class)
@ResourceLock(providers = ContainerLocks.class)
public @interface WithContainer {
    /**
     * The image, such as {@code postgres:15}.
     *
     * @return a name with a tag or a digest, {@code latest} where there is neither; empty with {@link #build()}
     */
    String image() default "";

    /**
     * A Dockerfile of the test sources, in place of {@link #image()}.
     *
     * @return no build when its folder is empty
     */
    FromDockerfile build() default @FromDockerfile;

    /**
     * What the container is called in the test class, and what other containers of the class reach it by.
     *
     * @return letters, digits, {@code _}, {@code .} and {@code -}, 63 at most; empty for the last part of the image's name
     */
    String name() default "";

    /**
     * How long it lives, and who shares it.
     *
     * @return as long as the class or the invocation of the method when nothing is said
     */
    Scope scope() default Scope.DECLARED;

    /**
     * TCP ports of the container to publish, each on a free port of the loopback address.
     *
     * @return 1 to 65535 each
     */
    int[] ports() default {};

    /**
     * Ports to publish that {@link #ports()} can't say: {@code 53/udp} on a free port, {@code 15432:5432} on a port of this
     * machine that is yours to choose.
     *
     * @return {@code [HOSTPORT:]PORT[/tcp|/udp]} each, on the loopback address
     */
    String[] publish() default {};

    /**
     * Environment variables; placeholders are filled in.
     *
     * @return {@code NAME=value} each
     */
    String[] env() default {};

    /**
     * Arguments of the image's entry point, or the command where there is none; placeholders are filled in.
     *
     * @return empty for those of the image
     */
    String[] command() default {};

    /**
     * The program that is run, in place of the image's entry point; placeholders are filled in. The image's own command is
     * left out then.
     *
     * @return empty for that of the image
     */
    String[] entrypoint() default {};

    /**
     * Files that are copied in before the start.
     *
     * @return empty for none
     */
    CopyIn[] files() default {};

    /**
     * Volumes: {@code data:/var/lib/data} for one with a name, which stays on the engine, or {@code /var/lib/data} for one of
     * the container's own, which is removed with it. {@code :ro} at the end makes it read-only.
     *
     * @return {@code [NAME:]PATH[:ro]} each
     */
    String[] volumes() default {};

    /**
     * Files and folders of this machine that the container sees; a relative one is below the folder that the tests run in.
     *
     * @return {@code SOURCE:PATH[:ro]} each
     */
    String[] binds() default {};

    /**
     * Folders that are kept in memory.
     *
     * @return {@code PATH[:OPTIONS]} each, such as {@code /tmp:size=64m}
     */
    String[] tmpfs() default {};

    /**
     * Labels of the container; placeholders are filled in. Those that begin with {@code dev.drydock.} are Drydock's.
     *
     * @return {@code NAME=value} each
     */
    String[] labels() default {};

    /**
     * Whom the process runs as.
     *
     * @return name or number, with {@code :group} where wanted; empty for the image's
     */
    String user() default "";

    /**
     * The folder that the process runs in.
     *
     * @return an absolute path; empty for the image's
     */
    String workingDir() default "";

    /**
     * How much memory it may use.
     *
     * @return such as {@code 512m} or {@code 2g}; empty for no limit
     */
    String memory() default "";

    /**
     * How many processors it may use.
     *
     * @return such as {@code 1.5}; 0 for no limit
     */
    double cpus() default 0;

    /**
     * The size of {@code /dev/shm}.
     *
     * @return such as {@code 256m}; empty for the engine's default, 64 MiB
     */
    String shmSize() default "";

    /**
     * Limits of the process, such as {@code nofile=1024:2048}.
     *
     * @return {@code NAME=SOFT[:HARD]} each
     */
    String[] ulimits() default {};

    /**
     * Capabilities of the kernel to add.
     *
     * @return such as {@code NET_ADMIN}
     */
    String[] capAdd() default {};

    /**
     * Capabilities of the kernel to take away.
     *
     * @return such as {@code ALL}
     */
    String[] capDrop() default {};

    /**
     * Whether it may do all that root on the engine's machine may.
     *
     * @return {@code false} for what engines allow by default
     */
    boolean privileged() default false;

    /**
     * Whether its root file system can't be written to.
     *
     * @return {@code false} when it can
     */
    boolean readOnly() default false;

    /**
     * Whether the engine's own init process starts the process, passes signals on and reaps orphans.
     *
     * @return {@code false} when the process is the first itself
     */
    boolean init() default false;

    /**
     * Its host name, 64 characters at most.
     *
     * @return empty for {@link #name()}, or the machine's own with {@code network = "host"}
     */
    String hostname() default "";

    /**
     * More names that it can look up.
     *
     * @return {@code NAME:ADDRESS} each; the address {@code host-gateway} is the engine's machine
     */
    String[] extraHosts() default {};

    /**
     * The platform of the image.
     *
     * @return such as {@code linux/arm64}; empty for the engine's own
     */
    String platform() default "";

    /**
     * What the engine does when the process ends.
     *
     * @return {@code no}, {@code on-failure[:TIMES]}, {@code always} or {@code unless-stopped}; empty for {@code no}
     */
    String restart() default "";

    /**
     * The network that it is in: one that exists on the engine, {@code host}, or {@code none}.
     *
     * @return empty for one of Drydock's where there are several containers, else the engine's default
     */
    String network() default "";

    /**
     * More names by which other containers of the class reach it.
     *
     * @return empty for {@link #name()} alone
     */
    String[] aliases() default {};

    /**
     * A health check in place of the image's.
     *
     * @return the image's own when nothing is said
     */
    HealthCheck healthCheck() default @HealthCheck;

    /**
     * Whether it can reach servers of this JVM, by {@link RunningContainer#HOST}.
     *
     * @return {@code false} when it needn't
     */
    boolean hostAccess() default false;

    /**
     * Names of containers that must be ready before this one is created: of the same scope or, for a container on a
     * method, also of the class. One that a placeholder names needn't be said.
     *
     * @return empty for none
     */
    String[] dependsOn() default {};

    /**
     * When the container counts as ready.
     *
     * @return the image's own health check, else all published ports, when nothing is said
     */
    Ready ready() default @Ready;

    /**
     * How often its start is tried, each time with a new container, when it ends or isn't ready in time.
     *
     * @return 1 to 10
     */
    int startAttempts() default 1;

    /**
     * When its image is pulled.
     *
     * @return as {@code drydock.pull} says when nothing is said here
     */
    Pull pull() default Pull.SETTING;

    /**
     * How old the image may be, with {@link Pull#AGED}.
     *
     * @return such as {@code 12h} or {@code 7d}
     */
    String pullAge() default "24h";

    /**
     * System properties that are set while the container is there, and put back after it; for frameworks that read their
     * settings there. {@code {host}} and {@code {port}} are its own, as in {@link ContainerUrl}.
     *
     * @return {@code name=value} each, such as {@code db.url=jdbc:postgresql://{host}:{port}/app}
     */
    String[] exports() default {};

    /**
     * Whether the process is asked to end, and given {@link #stopTimeout()}, before it is killed.
     *
     * @return {@code false} when it is killed
     */
    boolean graceful() default false;

    /**
     * The signal that asks the process to end.
     *
     * @return such as {@code SIGINT}; empty for the image's
     */
    String stopSignal() default "";

    /**
     * How long the process is given to end.
     *
     * @return seconds
     */
    int stopTimeout() default 10;

    /**
     * Whether it stays when its tests are through.
     *
     * @return as {@code drydock.keep} says when nothing is said here
     */
    Keep keep() default Keep.SETTING;

    /**
     * Where its output goes while it runs: {@code stdout} or {@code stderr} of this JVM, line by line with its name in front, or
     * a file, which is written anew and may name a folder that isn't there yet. {@code {class}} (with its package) and
     * {@code {name}} are filled in.
     *
     * @return such as {@code target/logs/{class}-{name}.log}; empty for nowhere
     */
    String logTo() default "";

    /**
     * Classes of yours that are told of what happens to it.
     *
     * @return empty for none
     */
    Class<? extends ContainerListener>[] listeners() default {};

    /**
     * Classes of yours that set what there is no attribute for.
     *
     * @return empty for none
     */
    Class<? extends ContainerCustomizer>[] customizers() default {};

    /**
     * What a person runs in the container to look at a snapshot of it, such as {@code psql -U app}.
     *
     * @return a command line for {@code sh}; empty for a client that fits the image where Drydock knows one, else a shell
     */
    String open() default "";

    /**
     * A snapshot to start from, in place of the image: its container of the same name. Whatever else is declared holds as
     * before, but files aren't copied in again.
     *
     * @return an id, or what a checkpoint was called; empty for the image
     */
    String snapshot() default "";

    /**
     * Whether it starts from where it was when it had become ready for the first time. It is frozen then; later runs start
     * from there for as long as nothing that went into it has changed.
     *
     * @return as {@code drydock.warm} says when false
     */
    boolean warm() default false;

    /**
     * What is run in the container before a snapshot is taken of it, such as {@code redis-cli save}: what is in memory only
     * isn't kept.
     *
     * @return command lines for {@code sh}, 30 s each at most
     */
    String[] beforeSnapshot() default {};

    /** Holds the containers of a class or method with several of them. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @ExtendWith(DrydockExtension.class)
    @ResourceLock(providers = ContainerLocks.class)
    @interface List {
        /** @return the containers, in the order in which they were written */
        WithContainer[] value();
    }
}
