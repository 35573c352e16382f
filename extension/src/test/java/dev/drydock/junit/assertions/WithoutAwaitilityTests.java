package dev.drydock.junit.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.RunningContainer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Where Awaitility isn't on the class path. */
class WithoutAwaitilityTests {
    @Test
    void onlyWaitingNeedsIt() throws ReflectiveOperationException {
        RunningContainer container = (RunningContainer) Proxy.newProxyInstance(
                RunningContainer.class.getClassLoader(),
                new Class<?>[] {RunningContainer.class},
                (proxy, method, arguments) -> method.getName().equals("isRunning") ? true : "any");
        Object assertion = new NoAwaitility()
                .loadClass(ContainerAssertions.class.getName())
                .getMethod("assertThat", RunningContainer.class)
                .invoke(null, container);

        assertThat(call(assertion, "isRunning")).isSameAs(assertion);
        Object patient = call(assertion, "eventually");
        assertThatThrownBy(() -> call(patient, "isRunning"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "eventually() and within(…) need Awaitility: add org.awaitility:awaitility to the tests' class"
                                + " path.");
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }

    /** Loads the assertions itself, and finds no Awaitility for them. */
    private static final class NoAwaitility extends ClassLoader {
        NoAwaitility() {
            super(WithoutAwaitilityTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.awaitility.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.startsWith(ContainerAssertions.class.getPackageName())) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
