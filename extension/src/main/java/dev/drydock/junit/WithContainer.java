package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A container that the tests need.
 *
 * <p><b>Scope.</b> On a class: one container for all tests of the class and of its {@code @Nested} classes. On a method:
 * one for each invocation of it. May be repeated, and put on an annotation of your own.
 *
 * <p><b>Inheritance.</b> Declarations of the superclass, then of interfaces, then of the class itself add up; one with a
 * name that came before takes its place. The same goes for an annotation's own declarations.
 *
 * <p><b>Lifecycle.</b> The image is pulled when the engine doesn't have it. Containers of one scope start in parallel,
 * but after those that they {@link #dependsOn()}. They are there, and ready, before the constructor, before
 * {@code @BeforeAll} or before {@code @BeforeEach} of the test, and are killed and removed with their anonymous volumes
 * when the class, or the method, is through.
 *
 * <p><b>Failure.</b> Mistakes in the annotations are reported together, before the engine is asked anything. A container
 * that can't be started, that ends, or that isn't ready in time fails the tests, with its exit code and the end of its
 * log. With {@link CommitOnFailure} it is kept all the same.
 *
 * <pre>{@code
 * @WithContainer(name = "db", image = "postgres:15", ports = 5432,
 *                env = "POSTGRES_PASSWORD=secret",
 *                ready = @Ready(healthCmd = "pg_isready -U postgres"))
 * class OrderRepositoryTests {
 *     @Test
 *     void keepsOrders(RunningContainer db, @HostPort(5432) int port) { … }
 * }
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(WithContainer.List.class)
@ExtendWith(DrydockExtension.class)
public @interface WithContainer {
    /**
     * The image, such as {@code postgres:15}.
     *
     * @return a name with a tag or a digest; {@code latest} where there is neither
     */
    String image();

    /**
     * What the container is called in the test class, and what other containers of the class reach it by.
     *
     * @return letters, digits, {@code _}, {@code .} and {@code -}, 63 at most; empty for the last part of the image's name
     */
    String name() default "";

    /**
     * TCP ports of the container to publish, each on a free port of the loopback address.
     *
     * @return 1 to 65535 each
     */
    int[] ports() default {};

    /**
     * Environment variables.
     *
     * @return {@code NAME=value} each
     */
    String[] env() default {};

    /**
     * Arguments of the image's entry point, or the command where there is none.
     *
     * @return empty for those of the image
     */
    String[] command() default {};

    /**
     * Names of containers that must be ready before this one is created: of the same scope or, for a container on a
     * method, also of the class.
     *
     * @return empty for none
     */
    String[] dependsOn() default {};

    /**
     * When the container counts as ready.
     *
     * @return the image's own health check, else all published ports, when nothing is said
     */
    Ready ready() default @Ready;

    /**
     * What a person runs in the container to look at a snapshot of it, such as {@code psql -U app}.
     *
     * @return a command line for {@code sh}; empty for a client that fits the image where Drydock knows one, else a shell
     */
    String open() default "";

    /** Holds the containers of a class or method with several of them. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @ExtendWith(DrydockExtension.class)
    @interface List {
        /** @return the containers, in the order in which they were written */
        WithContainer[] value();
    }
}
