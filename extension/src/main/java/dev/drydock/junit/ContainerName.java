package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Says which container a {@link RunningContainer} parameter gets, where there are several and the parameter's own name
 * doesn't say it.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ContainerName {
    /**
     * The container's name.
     *
     * @return as in {@link WithContainer#name()}
     */
    String value();
}
