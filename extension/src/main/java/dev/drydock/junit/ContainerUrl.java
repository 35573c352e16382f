package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A parameter or field that gets the address of a container, as {@code String}, {@link java.net.URI}, {@link java.net.URL} or,
 * without a template, {@link java.net.InetSocketAddress}.
 *
 * <pre>{@code
 * @Test
 * void keepsOrders(@ContainerUrl("jdbc:postgresql://{host}:{port}/app") String url) { … }
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DrydockExtension.class)
public @interface ContainerUrl {
    /**
     * The template. A brace that is to stay is written twice. {@code {host}} is the host at which the container is reached, {@code {port}} that of its only published
     * port or of {@link #port()}, {@code {port:5432}} that of another one. <code>${env:NAME}</code>, <code>${sys:NAME}</code>,
     * <code>${param:NAME}</code> and <code>${random:NAME}</code> are filled in as in {@link WithContainer}.
     *
     * @return {@code {host}:{port}} when nothing is said
     */
    String value() default "{host}:{port}";

    /**
     * The container's port.
     *
     * @return 0 for the only one that it publishes
     */
    int port() default 0;

    /**
     * The container's name.
     *
     * @return empty for the only one, or the only one whose ports fit
     */
    String container() default "";
}
