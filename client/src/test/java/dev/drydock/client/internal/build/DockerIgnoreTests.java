package dev.drydock.client.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the docker command sent of a tree, for some 140 {@code .dockerignore}s, is in a table; so does ours. */
class DockerIgnoreTests {
    @TempDir
    static Path folder;

    private static JsonNode table;

    @BeforeAll
    static void makeTree() throws IOException {
        try (InputStream in = DockerIgnoreTests.class.getResourceAsStream("dockerignore.json")) {
            table = JsonMapper.builder().build().readTree(in);
        }
        for (JsonNode each : table.get("tree")) {
            Path file = folder.resolve(each.textValue());
            Files.createDirectories(each.textValue().endsWith("/") ? file : file.getParent());
            if (!each.textValue().endsWith("/")) {
                Files.writeString(file, "x");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> asTheDockerCommand() {
        assertThat(table.get("cases")).hasSizeGreaterThan(130);
        return StreamSupport.stream(table.get("cases").spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(each.get("ignore").toString(), () -> check(each)));
    }

    private static void check(JsonNode row) {
        byte[] ignore = row.get("ignore").textValue().getBytes(StandardCharsets.UTF_8);
        if (row.has("error")) {
            assertThatThrownBy(() -> DockerIgnore.parse(ignore, "the file"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Line 1 of the file, '");
            return;
        }
        List<String> left = texts(table.get("tree"));
        List<String> sent = sent(ignore);
        left.removeAll(sent);
        List<String> expected = texts(row.get("left"));
        // BuildKit's files also look into excluded folders for an exception with wildcards.
        expected.removeAll(texts(row.path("brought")));
        // The folders of what is sent are sent before it; the docker command leaves them to the engine to make up.
        expected.removeIf(each -> each.endsWith("/") && sent.stream().anyMatch(other -> other.startsWith(each)));
        assertThat(left).containsExactlyElementsOf(expected);
        for (int i = 0; i < sent.size(); i++) {
            String folder = sent.get(i).replaceFirst("[^/]+/?$", "");
            assertThat(folder.isEmpty() || sent.subList(0, i).contains(folder))
                    .as("the folder of %s comes before it", sent.get(i))
                    .isTrue();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static List<String> sent(byte[] ignore) {
        DockerIgnore parsed = DockerIgnore.parse(ignore, "the file");
        return ContextFolder.find(folder, parsed, Set.of(".dockerignore", "Dockerfile")).stream()
                .map(path -> ContextFolder.text(path) + (Files.isDirectory(folder.resolve(path)) ? "/" : ""))
                .toList();
    }

    /** Trying all the ways to share a name among the stars would take years. */
    @Test
    @Timeout(20)
    void manyStarsTakeNoTime() {
        byte[] lines = ("*a".repeat(8) + "*b\n" + "**/a".repeat(8) + "/b\n").getBytes(StandardCharsets.UTF_8);
        DockerIgnore ignore = DockerIgnore.parse(lines, "the file");

        assertThat(ignore.verdict("a".repeat(250), null).excluded()).isFalse();
        assertThat(ignore.verdict("a/".repeat(120) + "a", null).excluded()).isFalse();
        assertThat(ignore.verdict("a".repeat(250) + "b", null).excluded()).isTrue();
        assertThat(ignore.verdict("a/".repeat(120) + "b", null).excluded()).isTrue();
    }

    @Test
    void aMalformedLineIsNamed() {
        byte[] ignore = "# all\n\na\n  [b\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> DockerIgnore.parse(ignore, "/app/.dockerignore"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line 4 of /app/.dockerignore, '[b', can't be read: a '[' has no ']'.");
    }

    /** As Go reads regular expressions, which Docker makes of the lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [a-c]x          | bx      | dx
                    [^a-c]x         | dx      | bx
                    [\\d\\-]          | -       | d
                    [\\w-z]          | -       | +
                    \\d\\d            | 42      | ４２
                    \\w\\W            | a-      | aa
                    a\\sb            | 'a b'   | aSb
                    a\\Sb            | aSb     | 'a b'
                    ?               | 😀      | ab
                    [😀-😂]          | 😁      | 😃
                    a\\b*            | a-b     | ab
                    a\\B*            | ab      | a-b
                    \\Aa\\z           | a       | b
                    a\\*             | a*      | ab
                    """)
    void classesAndBackslashes(String line, String excluded, String sent) {
        DockerIgnore ignore = DockerIgnore.parse(line.getBytes(StandardCharsets.UTF_8), "the file");

        assertThat(ignore.verdict(excluded, null).excluded()).isTrue();
        assertThat(ignore.verdict(sent, null).excluded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    [c-a]    | the range 'c-a' runs backwards
                    [\\d-]    | ']' within [ ] needs a backslash
                    [a-      | a '[' has no ']'
                    [\\b]     | '\\b' means nothing; is a '/' meant?
                    dir\\klm  | '\\k' means nothing; is a '/' meant?
                    dir\\     | nothing follows the backslash at its end
                    """)
    void whatIsNoPatternIsNamed(String line, String why) {
        assertThatThrownBy(() -> DockerIgnore.parse(line.getBytes(StandardCharsets.UTF_8), "the file"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line 1 of the file, '" + line + "', can't be read: " + why + ".");
    }
}
