package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GraalVM must keep for the client in a native image is in the jar, in the form of old and new versions. */
class NativeImageTests {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path FOLDER = RESOURCES.resolve("META-INF/native-image/dev.drydock/drydock-client");

    /** {@code mvn -pl client test -Dtest=NativeImageTests -Dmetadata.write=true} writes them anew. */
    @Acceptance(
            value = "C-039",
            by = "META-INF/native-image in the jar, complete by this test; no native image is built")
    @ParameterizedTest
    @ValueSource(strings = {"reachability-metadata.json", "reflect-config.json", "resource-config.json"})
    void allThatIsReadByReflectionIsListed(String name) throws IOException {
        String expected = expected(name);
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("metadata.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("to be written by: mvn -pl client test -Dtest=NativeImageTests -Dmetadata.write=true")
                .content()
                .isEqualTo(expected);
    }

    private static String expected(String name) throws IOException {
        Object all = switch (name) {
            case "reachability-metadata.json" ->
                Map.of("reflection", types("type", false), "resources", resources("glob", false));
            case "reflect-config.json" -> types("name", true);
            default -> Map.of("resources", Map.of("includes", resources("pattern", true)));
        };
        return new ObjectMapper()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(all)
                + "\n";
    }

    private static List<Map<String, Object>> types(String key, boolean old) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String type : MainClasses.readByReflection()) {
            Map<String, Object> one = new LinkedHashMap<>();
            boolean array = type.endsWith("[]");
            one.put(key, old && array ? "[L" + type.replace("[]", ";") : type);
            if (!array) {
                one.put("allDeclaredConstructors", true);
                one.put("allDeclaredMethods", true);
                one.put("allDeclaredFields", true);
                if (old) {
                    one.put("allRecordComponents", true);
                }
            }
            all.add(one);
        }
        assertThat(all).hasSizeGreaterThan(40);
        return all;
    }

    private static List<Map<String, String>> resources(String key, boolean quoted) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> RESOURCES.relativize(each).toString().replace('\\', '/'))
                    .filter(each -> !each.startsWith("META-INF/"))
                    .sorted()
                    .map(each -> Map.of(key, quoted ? Pattern.quote(each) : each))
                    .toList();
        }
    }
}
