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
 * Keeps the containers of a test that fails as images, with the data in their volumes.
 *
 * <p><b>Scope.</b> On a class: all its tests, and those of its {@code @Nested} and derived classes. On a method: that one.
 *
 * <p><b>When.</b> At the failure, before the test's own {@code @AfterEach}; also when a set-up or tear-down method fails,
 * and when a container doesn't start or doesn't become ready. Not for aborted assumptions. A test has one snapshot, of its
 * first failure.
 *
 * <p><b>What.</b> All containers of the test: those of its class, of the classes around it, and its own. They are paused
 * together while their file systems and volumes are read, so that they agree with each other. What they hold in memory is
 * not kept.
 *
 * <p><b>Report.</b> The test's failure carries a suppressed {@link SnapshotNotice} that names the images and the commands
 * that open them; the same goes into a report entry, and in one line to standard error. When the snapshot can't be taken,
 * that is what the notice says; the test's own failure stays what it was.
 *
 * <p>The images stay until somebody removes them. They hold the environment variables of the containers, passwords
 * included: they are for the machine on which the test failed.
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DrydockExtension.class)
public @interface CommitOnFailure {
    /**
     * Whether the containers are paused while they are read. Without, tests that run at the same time aren't held up, but the
     * files may not agree with each other.
     *
     * @return {@code true} as a rule
     */
    boolean pause() default true;

    /**
     * Whether the content of bind mounts is kept, too.
     *
     * @return {@code false} when it isn't
     */
    boolean binds() default false;

    /**
     * Whether the content of {@code tmpfs} is kept, too. It is read before the containers are paused.
     *
     * @return {@code false} when it isn't
     */
    boolean tmpfs() default false;

    /**
     * Whether the state of the processes is kept, too, where the engine can do that.
     *
     * @return {@code false} when it isn't
     */
    boolean checkpoint() default false;
}
