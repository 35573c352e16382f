package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * An image that is built from a Dockerfile of the test sources, once in a test run however many containers ask for it.
 *
 * <pre>{@code
 * @WithContainer(name = "app", build = @FromDockerfile("src/test/docker/app"), ports = 8080)
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface FromDockerfile {
    /**
     * The folder whose files the build sees.
     *
     * @return relative to the folder that the tests run in; empty for no build
     */
    String value() default "";

    /**
     * The Dockerfile.
     *
     * @return relative to the folder; {@code Dockerfile} when nothing is said
     */
    String file() default "Dockerfile";

    /**
     * Build arguments; placeholders are filled in.
     *
     * @return {@code NAME=value} each
     */
    String[] args() default {};

    /**
     * The stage to stop at.
     *
     * @return empty for the last
     */
    String target() default "";
}
