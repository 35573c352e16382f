package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/**
 * When a container counts as ready. Where several conditions are given, all must hold, or one with {@link #any()}. Where
 * none is given, it is ready when its {@link WithContainer#healthCheck()} succeeds, else the image's own
 * {@code HEALTHCHECK}; where there is neither, or it is disabled, when all published ports accept connections; where none
 * are published, when it still runs after 100 ms.
 *
 * <p>A port accepts when the process in the container does, not already when the engine's proxy does.
 *
 * <p>A container that ends while it is waited for, of which the kernel kills a process for want of memory, or that the
 * engine finds unhealthy, ends the waiting at once.
 *
 * <p>Placeholders such as <code>${random:db}</code> are filled in as in {@link WithContainer#env()}, but not in patterns; those
 * of other containers only in what is run in the container.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Ready {
    /**
     * A command that succeeds in the container when it is ready. It becomes the container's health check; it is also run
     * at once and then again and again, since the engine waits for 30 s before its first run. It is first run when all
     * published ports accept connections: many services answer to themselves before they answer to others.
     *
     * @return a command line for {@code sh}, such as {@code pg_isready -U postgres}; empty for none
     */
    String healthCmd() default "";

    /**
     * A regular expression that is found in a line of the container's output.
     *
     * @return empty for none
     */
    String log() default "";

    /**
     * How many lines must match {@link #log()}.
     *
     * @return 1 at least
     */
    int times() default 1;

    /**
     * Where {@link #log()} is looked for.
     *
     * @return {@link Output#ANY} for both standard output and standard error
     */
    Output logStream() default Output.ANY;

    /**
     * A published port of the container that accepts connections.
     *
     * @return one of the container's {@link WithContainer#ports()}; 0 for none
     */
    int port() default 0;

    /**
     * A port that a process in the container listens on, published or not, and be it on the container's loopback alone. On
     * the engine's machine this takes no program in the container; elsewhere it takes {@code cat}, where the container's
     * address can't be reached.
     *
     * @return 1 to 65535; 0 for none
     */
    int insidePort() default 0;

    /**
     * A database that lets a connection be made. The driver is yours; a login that is refused, or a database that is still
     * starting, isn't ready yet. The published ports that it names are waited for first. Needs the module {@code java.sql}.
     *
     * @return a URL for the driver, such as <code>jdbc:postgresql://{host}:{port}/app?user=app&amp;password=secret</code>, in
     *     which {@code {host}} is where the container is reached, {@code {port}} its only published port, and
     *     {@code {port:5432}} one of several; empty for none
     */
    String jdbc() default "";

    /**
     * Answers of a web server in the container.
     *
     * @return each must come; empty for none
     */
    Http[] http() default {};

    /**
     * A program that ends with exit code 0 in the container when it is ready, and its arguments. No shell is involved, and
     * unlike {@link #healthCmd()} it doesn't become the container's health check.
     *
     * @return such as {@code {"redis-cli", "ping"}}; empty for none
     */
    String[] command() default {};

    /**
     * A file or folder that is there in the container when it is ready. Takes no program in the container.
     *
     * @return its absolute path; empty for none
     */
    String file() default "";

    /**
     * The container does one thing and ends: it is ready when it has ended with exit code 0.
     *
     * @return whether it ends
     */
    boolean exits() default false;

    /**
     * A condition of your own. The class has a constructor without parameters.
     *
     * @return each must hold; empty for none
     */
    Class<? extends ReadyCondition>[] condition() default {};

    /**
     * Whether one of the conditions is enough.
     *
     * @return {@code false} when all must hold
     */
    boolean any() default false;

    /**
     * A regular expression that, when it is found in a line of the container's output, ends the waiting with a failure.
     * Standard output and standard error are looked at, whatever {@link #logStream()} says.
     *
     * @return empty for none
     */
    String failLog() default "";

    /**
     * How long the container may take from its start until it is ready.
     *
     * @return in {@link #unit()}
     */
    long timeout() default 60;

    /**
     * The unit of {@link #timeout()}.
     *
     * @return seconds when nothing is said
     */
    TimeUnit unit() default TimeUnit.SECONDS;

    /** Where a container writes to. */
    enum Output {
        /** Standard output and standard error. */
        ANY,

        /** Standard output. */
        STDOUT,

        /** Standard error. */
        STDERR
    }

    /** What a web server in the container answers to a request when it is ready. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @interface Http {
        /**
         * What to ask for.
         *
         * @return path and query, such as {@code /health?full=1}
         */
        String value() default "/";

        /**
         * The published port of the container to ask at.
         *
         * @return one of the container's {@link WithContainer#ports()}; 0 for the only one
         */
        int port() default 0;

        /**
         * The method of the request.
         *
         * @return {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code DELETE}, {@code OPTIONS} or {@code TRACE}
         */
        String method() default "GET";

        /**
         * Statuses that count.
         *
         * @return such as {@code {200, 401}}; empty for all from 200 to 399. Redirections aren't followed.
         */
        int[] status() default {};

        /**
         * A regular expression that is found in the answer's body, of which 1 MiB is looked at.
         *
         * @return empty when the body doesn't matter
         */
        String body() default "";

        /**
         * Headers of the answer.
         *
         * @return {@code Name: pattern} each, the pattern being a regular expression that is found in the header's value, or
         *     {@code Name} for one of any value; empty when they don't matter
         */
        String[] answerHeader() default {};

        /**
         * Headers of the request.
         *
         * @return {@code Name: value} each; not {@code Host}, {@code Origin} and those of the connection itself
         */
        String[] header() default {};

        /**
         * User name and password for basic authentication.
         *
         * @return {@code user:password}; empty for none
         */
        String user() default "";

        /**
         * Whether to speak TLS. Whatever certificate the server shows is taken: it is the test's own.
         *
         * @return {@code false} for plain HTTP
         */
        boolean https() default false;
    }
}
