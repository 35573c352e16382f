package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.Extension;

/**
 * A container that the tests need, declared by code: for what annotations can't say, such as values that are computed, and
 * lambdas. In all else it is like one of {@link WithContainer}.
 *
 * <pre>{@code
 * class OrderRepositoryTests {
 *     @RegisterExtension
 *     static final ContainerExtension db = ContainerExtension.of("postgres:15")
 *             .ports(5432)
 *             .env("POSTGRES_PASSWORD", "secret")
 *             .ready(Readiness.healthCmd("pg_isready -U postgres"))
 *             .build();
 *
 *     @Test
 *     void keepsOrders() { … db.port(5432) … }
 * }
 * }</pre>
 *
 * <p><b>Scope.</b> In a static field: one container for all tests of the class and of its {@code @Nested} classes, as
 * {@link WithContainer} on the class. In an instance field: one for each test, from {@code @BeforeEach} on, whether the test
 * has an instance of its own or not. The field needs {@link org.junit.jupiter.api.extension.RegisterExtension}.
 *
 * <p><b>Name.</b> The field's, where {@link ContainerBuilder#name} doesn't say another. By their names, containers of code and
 * of annotations can depend on each other, and get into parameters and fields. A container of an annotation can't depend on
 * one in an instance field, which comes later.
 *
 * <p><b>Failure.</b> As with {@link WithContainer}. As a {@link RunningContainer} it throws an {@link IllegalStateException} as
 * long as there is no container, and when several tests that run at the same time have one each in the same field: they take
 * it as a parameter.
 *
 * <p>Not for being implemented. Thread-safe.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public sealed interface ContainerExtension extends RunningContainer, Extension permits CodedContainer {
    /**
     * A container of an image.
     *
     * @param image such as {@code postgres:15}, as in {@link WithContainer#image()}
     * @return what says more, and makes the extension
     */
    static ContainerBuilder of(String image) {
        return new ContainerBuilder(image, "");
    }

    /**
     * A container of an image that is built first.
     *
     * @param folder with a Dockerfile, as in {@link FromDockerfile#value()}
     * @return what says more, and makes the extension
     */
    static ContainerBuilder ofDockerfile(String folder) {
        return new ContainerBuilder("", folder);
    }
}
