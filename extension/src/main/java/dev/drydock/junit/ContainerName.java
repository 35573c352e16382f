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
 * A parameter or field that gets a {@link RunningContainer}. Parameters of that type don't need it where there is only one
 * container, or where their own name says which.
 *
 * <p><b>Failure.</b> Where no container fits, or more than one, the error lists those that there are.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DrydockExtension.class)
public @interface ContainerName {
    /**
     * The container's name.
     *
     * @return as in {@link WithContainer#name()}; empty for the only one, or the one that is called as the parameter or field
     */
    String value() default "";
}
