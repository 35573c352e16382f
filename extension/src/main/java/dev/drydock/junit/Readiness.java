package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/**
 * When a container of {@link ContainerBuilder} counts as ready, as {@link Ready} says it in annotations: each of its
 * attributes has a method of that name here. Immutable.
 *
 * <pre>{@code
 * Readiness.healthCmd("pg_isready -U postgres")
 * Readiness.log("ready to accept connections", 2).timeout(Duration.ofMinutes(2)).failLog("FATAL")
 * Readiness.port(80).and(Readiness.file("/run/warm"))
 * Readiness.anyOf(Readiness.port(80), Readiness.condition(container -> …))
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class Readiness {
    /** Nothing said: the image decides. */
    static final Readiness NONE = new Readiness(new Attributes(), List.of());

    private final Attributes attributes;
    private final List<ReadyCondition> conditions;

    private Readiness(Attributes attributes, List<ReadyCondition> conditions) {
        this.attributes = attributes;
        this.conditions = conditions;
    }

    private static Readiness of(String attribute, Object value) {
        return new Readiness(new Attributes().set(attribute, value), List.of());
    }

    /**
     * As {@link Ready#healthCmd()}.
     *
     * @param commandLine for {@code sh} in the container
     * @return ready when it succeeds
     */
    public static Readiness healthCmd(String commandLine) {
        return of("healthCmd", commandLine);
    }

    /**
     * As {@link Ready#log()}.
     *
     * @param pattern a regular expression
     * @return ready when a line of the output matches
     */
    public static Readiness log(String pattern) {
        return of("log", pattern);
    }

    /**
     * As {@link Ready#log()} with {@link Ready#times()}.
     *
     * @param pattern a regular expression
     * @param times 1 at least
     * @return ready when so many lines of the output match
     */
    public static Readiness log(String pattern, int times) {
        return new Readiness(new Attributes().set("log", pattern).set("times", times), List.of());
    }

    /**
     * As {@link Ready#port()}.
     *
     * @param port a published one of the container
     * @return ready when it accepts connections
     */
    public static Readiness port(int port) {
        return of("port", port);
    }

    /**
     * As {@link Ready#insidePort()}.
     *
     * @param port of the container, published or not
     * @return ready when a process in the container listens on it
     */
    public static Readiness insidePort(int port) {
        return of("insidePort", port);
    }

    /**
     * As {@link Ready#jdbc()}.
     *
     * @param url such as <code>jdbc:postgresql://{host}:{port}/app?user=app&amp;password=secret</code>
     * @return ready when the database lets a connection be made
     */
    public static Readiness jdbc(String url) {
        return of("jdbc", url);
    }

    /**
     * As {@link Ready#http()}.
     *
     * @param path such as {@code /health}, at the only port that is published
     * @return ready when the answer is 200 to 399
     */
    public static Readiness http(String path) {
        return http(HttpAnswer.to(path));
    }

    /**
     * As {@link Ready#http()}.
     *
     * @param answer of a web server in the container
     * @return ready when it comes
     */
    public static Readiness http(HttpAnswer answer) {
        return of("http", new Ready.Http[] {answer.attributes().as(Ready.Http.class)});
    }

    /**
     * As {@link Ready#command()}.
     *
     * @param command a program in the container and its arguments
     * @return ready when it ends with 0
     */
    public static Readiness command(String... command) {
        return of("command", command.clone());
    }

    /**
     * As {@link Ready#file()}.
     *
     * @param path absolute, in the container
     * @return ready when it is there
     */
    public static Readiness file(String path) {
        return of("file", path);
    }

    /**
     * As {@link Ready#exits()}.
     *
     * @return ready when the container has ended with exit code 0
     */
    public static Readiness exits() {
        return of("exits", true);
    }

    /**
     * As {@link Ready#condition()}.
     *
     * @param condition called again and again, from several threads where several tests have a container each
     * @return ready when it holds
     */
    public static Readiness condition(ReadyCondition condition) {
        return new Readiness(new Attributes(), List.of(condition));
    }

    /**
     * As {@link Ready#any()}. Of each kind there may be one, save HTTP and conditions of your own.
     *
     * @param conditions two at least
     * @return ready when one of them holds
     */
    public static Readiness anyOf(Readiness... conditions) {
        return joined(conditions).with("any", true);
    }

    /**
     * Several conditions.
     *
     * @param conditions of each kind one, save HTTP and conditions of your own
     * @return ready when all of them hold
     */
    public static Readiness allOf(Readiness... conditions) {
        return joined(conditions);
    }

    private static Readiness joined(Readiness... all) {
        Attributes attributes = new Attributes();
        List<ReadyCondition> conditions = new ArrayList<>();
        for (Readiness each : all) {
            if (each.attributes.has("any")) {
                throw new IllegalArgumentException(
                        "anyOf can't be part of another: conditions are all of them, or any of them; a condition of your"
                                + " own can say the rest");
            }
            attributes.addAll(each.attributes);
            conditions.addAll(each.conditions);
        }
        return new Readiness(attributes, List.copyOf(conditions));
    }

    /**
     * @param other that must hold, too
     * @return ready when both hold
     */
    public Readiness and(Readiness other) {
        return joined(this, other);
    }

    /**
     * As {@link Ready#logStream()}.
     *
     * @param stream in which the line of {@code log} is looked for
     * @return the same with it
     */
    public Readiness logStream(Ready.Output stream) {
        return with("logStream", stream);
    }

    /**
     * As {@link Ready#failLog()}.
     *
     * @param pattern a regular expression; a line of the output that matches ends the waiting with a failure
     * @return the same with it
     */
    public Readiness failLog(String pattern) {
        return with("failLog", pattern);
    }

    /**
     * As {@link Ready#timeout()}.
     *
     * @param most from the container's start; 60 s without this
     * @return the same with this limit
     */
    public Readiness timeout(Duration most) {
        return with("timeout", most.toMillis()).with("unit", TimeUnit.MILLISECONDS);
    }

    private Readiness with(String attribute, Object value) {
        return new Readiness(attributes.copy().set(attribute, value), conditions);
    }

    Attributes attributes() {
        return attributes;
    }

    List<ReadyCondition> conditions() {
        return conditions;
    }
}
