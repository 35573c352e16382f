package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The corpus of every fuzz test, as plain tests: without Jazzer, which would instrument all classes of this JVM, and so on
 * every JDK and with every JUnit. What dev/fuzz finds it puts beside the seeds, and from then on it is a test here.
 */
class CorpusTests {
    private static final List<Class<?>> ALL = List.of(
            BuildFuzz.class,
            ConfigFuzz.class,
            FramesFuzz.class,
            HttpFuzz.class,
            JsonFuzz.class,
            NamesFuzz.class,
            TarFuzz.class);

    @TestFactory
    Stream<DynamicContainer> corpus() {
        return targets().map(target -> DynamicContainer.dynamicContainer(name(target), tests(target)));
    }

    private static Stream<Method> targets() {
        return ALL.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(FuzzTest.class));
    }

    private static String name(Method target) {
        return target.getDeclaringClass().getSimpleName() + "." + target.getName();
    }

    private static Stream<DynamicTest> tests(Method target) {
        Stream<DynamicTest> files = seeds(target).stream()
                .map(file -> DynamicTest.dynamicTest(
                        String.valueOf(file.getFileName()), () -> run(target, Files.readAllBytes(file))));
        return Stream.concat(Stream.of(DynamicTest.dynamicTest("nothing", () -> run(target, new byte[0]))), files);
    }

    /** Where Jazzer looks for them, too. */
    private static List<Path> seeds(Method target) {
        Class<?> type = target.getDeclaringClass();
        URL folder = type.getResource(type.getSimpleName() + "Inputs/" + target.getName());
        assertThat(folder).as("the corpus of %s", name(target)).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Method target, byte[] input) throws Throwable {
        try {
            target.invoke(target.getDeclaringClass().getDeclaredConstructor().newInstance(), (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void everyTargetHasSeeds() {
        assertThat(targets())
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(target -> assertThat(seeds(target)).as(name(target)).isNotEmpty());
    }
}
