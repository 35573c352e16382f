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
 * A field that gets a {@link RunningContainer}, by the field's name or because it is the only one, or the
 * {@link dev.drydock.client.DockerClient} that Drydock uses. Fields with {@link ContainerName}, {@link HostPort} or
 * {@link ContainerUrl} don't need it.
 *
 * <p><b>When.</b> Static fields are set before {@code @BeforeAll}, and before the {@code beforeAll} of extensions that are
 * registered later; others before {@code @BeforeEach} or, where the class has one instance for all its tests, before
 * {@code @BeforeAll}, from the containers of the class. The fields may be private or inherited, but not final.
 *
 * <p><b>Failure.</b> A field that is final or of another type is reported with the other mistakes of its class, before the
 * engine is asked. Where no container fits, or more than one, the error lists those that there are.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DrydockExtension.class)
public @interface Injected {}
