package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever takes the name or id of something refuses a blank one before the engine is asked anything, the version included. */
class BlankInputTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    /** Whose strings may be blank, or aren't names of something there is. */
    private static final List<String> OTHERS = List.of("Volumes.create", "Secrets.create", "Configs.create");

    static Stream<Method> methods() {
        return Arrays.stream(DockerClient.class.getMethods())
                .filter(group -> group.getParameterCount() == 0)
                .map(Method::getReturnType)
                .filter(type -> type.getName().startsWith("dev.drydock.client.") && !type.isRecord())
                .filter(type -> type != DockerClient.class && type != Operations.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getDeclaringClass().getName().startsWith("dev.drydock.client."))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == String.class)
                .filter(method -> !OTHERS.contains(method.getDeclaringClass().getSimpleName() + "." + method.getName()))
                .sorted(Comparator.comparing(Method::toGenericString));
    }

    @Test
    void theyAreFound() {
        assertThat(methods().count()).isGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aBlankNameIsRefused(Method method) throws Exception {
        DockerClient client = engine.client();
        Object group = Arrays.stream(DockerClient.class.getMethods())
                .filter(each -> each.getReturnType() == method.getDeclaringClass() && each.getParameterCount() == 0)
                .findFirst()
                .orElseThrow()
                .invoke(client);
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(BlankInputTests::sample)
                .toArray();
        for (String blank : List.of("", "  ")) {
            arguments[0] = blank;

            Throwable thrown = catchThrowable(() -> method.invoke(group, arguments));

            assertThat(thrown).as(method.toGenericString()).isInstanceOf(InvocationTargetException.class);
            assertThat(thrown.getCause())
                    .as(method.toGenericString())
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank();
            assertThat(engine.pings()).as(method.toGenericString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankPathIsRefused(String blank) {
        Containers containers = engine.client().containers();
        InputStream tar = new ByteArrayInputStream(new byte[0]);
        Path here = Path.of("pom.xml");

        assertThatThrownBy(() -> containers.stat("a", blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot look at '" + blank + "' in container 'a': the path is blank.");
        assertThatThrownBy(() -> containers.archive("a", blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": the path is blank.");
        assertThatThrownBy(() -> containers.unpack("a", blank, tar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": the folder is blank.");
        assertThatThrownBy(() -> containers.copyIn("a", here, blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": the target is blank.");
        assertThatThrownBy(() -> containers.copyOut("a", blank, here))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": the path is blank.");
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void aCommandHasAProgramAndItsVariablesHaveNames() {
        Execs exec = engine.client().exec();

        assertThatThrownBy(() -> exec.run("a", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot run a command in container 'a': its program is blank.");
        for (String variable : List.of("=secret", "", " ")) {
            assertThatThrownBy(() -> exec.create("a", ExecSpec.of("ls").withEnv("A=b", variable)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot run 'ls' in container 'a': a variable of its environment has no name."
                            + " Write NAME=value.");
        }
        assertThat(engine.pings()).isEmpty();
    }

    /** Something of the type that nothing is wrong with. */
    private static @Nullable Object sample(Class<?> type) {
        List<Object> plain = List.of(
                "a",
                1,
                1L,
                true,
                Filters.NONE,
                Duration.ZERO,
                List.of("a"),
                Map.of(),
                Instant.EPOCH,
                new byte[] {1},
                Path.of("pom.xml"),
                ImageReference.parse("a:1"),
                new ByteArrayInputStream(new byte[0]));
        if (type == Consumer.class) {
            return (Consumer<Object>) each -> {};
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream(new byte[0]);
        }
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, sample(type.getComponentType()));
            return array;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Class<?> boxed = type == int.class
                ? Integer.class
                : type == long.class ? Long.class : type == boolean.class ? Boolean.class : type;
        Optional<Object> found = plain.stream().filter(boxed::isInstance).findFirst();
        return found.orElseGet(() -> constant(type));
    }

    private static @Nullable Object constant(Class<?> type) {
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == type) {
                try {
                    return field.get(null);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        if (type == Resources.class) {
            return Resources.of(1, 1);
        } else if (type == ExecSpec.class) {
            return ExecSpec.of("ls");
        } else if (type == EndpointSpec.class) {
            return EndpointSpec.of("n");
        } else if (type == ServiceSpec.class) {
            return ServiceSpec.of("a:1").build();
        } else if (type == CommitSpec.class) {
            return CommitSpec.of("a:1").build();
        } else if (type == RegistryCredentials.class) {
            return RegistryCredentials.of("a", "b");
        }
        return null;
    }
}
