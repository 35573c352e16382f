package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the user guide show as Java is code of these samples, which compiles and runs. */
class DocumentationTests {
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    private final Path root = Path.of("").toAbsolutePath().getParent();

    @Test
    void snippetsAreCodeOfTheSamples() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : files(root.resolve("samples/src"), ".java")) {
            sources.add(Files.readString(source));
        }
        int snippets = 0;
        for (Path page : pages()) {
            Matcher matcher = SNIPPET.matcher(Files.readString(page));
            while (matcher.find()) {
                String snippet = matcher.group(1);
                assertThat(sources).as("a snippet of %s", page).anyMatch(source -> source.contains(snippet));
                snippets++;
            }
        }
        assertThat(snippets).isGreaterThanOrEqualTo(5);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        int links = 0;
        for (Path page : pages()) {
            Matcher matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                assertThat(page.resolveSibling(matcher.group(1)))
                        .as("a link of %s", page)
                        .exists();
                links++;
            }
        }
        assertThat(links).isGreaterThanOrEqualTo(8);
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = files(root.resolve("docs"), ".md");
        pages.add(root.resolve("README.md"));
        pages.add(root.resolve("dev/README.md"));
        return pages;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(
                    all.filter(each -> each.toString().endsWith(ending)).toList());
        }
    }
}
