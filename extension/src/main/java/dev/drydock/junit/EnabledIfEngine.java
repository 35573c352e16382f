package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips the tests where no container engine answers. Without this they fail there, so that nobody takes tests that didn't
 * run for tests that passed.
 *
 * <pre>{@code
 * @EnabledIfEngine
 * @WithContainer(image = "redis:7", ports = 6379)
 * class CacheTests { … }
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EngineAnswersCondition.class)
public @interface EnabledIfEngine {}
