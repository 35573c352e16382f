package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * A health check that the engine runs in the container, in place of the image's. A container that has one, and isn't told
 * otherwise by {@link Ready}, is ready when its command succeeds. Placeholders in the command are filled in as in
 * {@link WithContainer#env()}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HealthCheck {
    /**
     * The command line, for {@code sh} in the container.
     *
     * @return empty for no health check of your own
     */
    String value() default "";

    /**
     * The program and its arguments, without a shell, in place of {@link #value()}.
     *
     * @return empty for none
     */
    String[] command() default {};

    /**
     * Whether the image's health check is switched off.
     *
     * @return {@code true} for none at all
     */
    boolean disabled() default false;

    /**
     * Time between two runs by the engine.
     *
     * @return such as {@code 500ms}, {@code 5s} or {@code 1m}; empty for the engine's default, 30 s
     */
    String interval() default "";

    /**
     * How long a run may take.
     *
     * @return as {@link #interval()}; empty for the engine's default, 30 s
     */
    String timeout() default "";

    /**
     * How long failing runs don't count after the start.
     *
     * @return as {@link #interval()}; empty for as long as the container is waited for
     */
    String startPeriod() default "";

    /**
     * How many runs in a row must fail before the container is unhealthy.
     *
     * @return 0 for the engine's default, 3
     */
    int retries() default 0;
}
