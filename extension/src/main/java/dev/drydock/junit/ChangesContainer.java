package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * Says that a test changes a container that it shares with others, such that they would notice: under JUnit's parallel
 * execution no other test that has this container runs meanwhile. Tests that don't say it run beside each other.
 *
 * <p><b>Scope.</b> Containers of a class are shared by its tests and those of its {@code @Nested} classes, those of
 * {@link Scope#SESSION} by all classes that declare them. On a class it is said for each of its tests. Not seen are tests
 * that have the container from a {@code @RegisterExtension} alone.
 *
 * <p>Where tests run one after the other, this changes nothing. It puts nothing back: that is the test's business.
 *
 * <pre>{@code
 * @Test
 * @ChangesContainer("db")
 * void survivesARestart(RunningContainer db) { … }
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface ChangesContainer {
    /**
     * Which of them.
     *
     * @return names of containers; empty for all that the test shares with others
     */
    String[] value() default {};
}
