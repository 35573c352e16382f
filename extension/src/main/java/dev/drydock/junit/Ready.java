package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/**
 * When a container counts as ready. Where several conditions are given, all must hold. Where none is given, it is ready
 * when the image's own {@code HEALTHCHECK} succeeds; where the image has none, when all published ports accept
 * connections; where there are none either, when it still runs after 100 ms.
 *
 * <p>A port accepts when the process in the container does, not already when the engine's proxy does.
 *
 * <p>A container that ends while it is waited for, or that the engine finds unhealthy, ends the waiting at once.
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
     * A published port of the container that accepts connections.
     *
     * @return one of the container's {@link WithContainer#ports()}; 0 for none
     */
    int port() default 0;

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
}
