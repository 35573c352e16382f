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
 * A parameter or field of type {@code int} or {@code Integer} that gets the port on this machine at which a container's port
 * is reached. Parameters are those of constructors, test methods and lifecycle methods; static fields are set before
 * {@code @BeforeAll}, others before {@code @BeforeEach}.
 *
 * <p><b>Failure.</b> When no container, or more than one, publishes that port, the error lists the ports that there are.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DrydockExtension.class)
public @interface HostPort {
    /**
     * The container's port.
     *
     * @return one of its {@link WithContainer#ports()}
     */
    int value();

    /**
     * The container's name.
     *
     * @return empty for the only one that publishes the port
     */
    String container() default "";
}
