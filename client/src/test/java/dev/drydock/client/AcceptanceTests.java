package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What other clients offer, line by line, and which test shows that this one does. The page is made here. */
class AcceptanceTests {
    private static final Path PAGE = Path.of("../docs/client-acceptance.md");
    private static final Map<String, String> SECTIONS = Map.of(
            "A", "JuliaDockerClient",
            "B", "asyncdocker",
            "C", "contajners",
            "D", "clj-docker-client",
            "E", "go-dockerclient, images");

    private record Proof(String by, String test) {}

    private static final Map<String, String> LINES = new LinkedHashMap<>();
    private static final Map<String, List<Proof>> PROOFS = new LinkedHashMap<>();

    @BeforeAll
    static void collect() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/acceptance/lines.tsv"))) {
            String[] parts = line.split("\t", 2);
            LINES.put(parts[0], parts[1]);
            PROOFS.put(parts[0], new ArrayList<>());
        }
        new ClassFileImporter()
                .importPath(Path.of("target/test-classes")).stream()
                        .flatMap(each -> each.getMethods().stream())
                        .sorted((a, b) -> a.getFullName().compareTo(b.getFullName()))
                        .forEach(AcceptanceTests::add);
    }

    private static void add(JavaMethod method) {
        for (JavaAnnotation<JavaMethod> annotation : method.getAnnotations()) {
            if (annotation.getRawType().isEquivalentTo(Acceptance.class)) {
                add(method, annotation);
            } else if (annotation.getRawType().isEquivalentTo(Acceptance.All.class)) {
                for (Object each : (Object[]) annotation.get("value").orElseThrow()) {
                    add(method, (JavaAnnotation<?>) each);
                }
            }
        }
    }

    private static void add(JavaMethod method, JavaAnnotation<?> annotation) {
        assertThat(method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                .as("%s is a test", method.getFullName())
                .isTrue();
        assertThat(method.isAnnotatedWith(Disabled.class) || method.getOwner().isAnnotatedWith(Disabled.class))
                .as("%s is disabled", method.getFullName())
                .isFalse();
        String type = method.getOwner().getSimpleName();
        for (String line : (String[]) annotation.get("value").orElseThrow()) {
            assertThat(LINES).as("line of %s", method.getFullName()).containsKey(line);
            PROOFS.get(line).add(new Proof((String) annotation.get("by").orElseThrow(), type + "." + method.getName()));
        }
    }

    @Test
    void noLineIsWithoutATest() {
        Set<String> without = new TreeSet<>();
        PROOFS.forEach((line, proofs) -> {
            if (proofs.isEmpty()) {
                without.add(line + " " + LINES.get(line));
            }
        });
        assertThat(without).isEmpty();
    }

    /** {@code mvn -pl client test -Dtest=AcceptanceTests -Dacceptance.write=true} writes it anew. */
    @Test
    void thePageSaysWhatTheTestsDo() throws IOException {
        String page = page();
        if (Boolean.getBoolean("acceptance.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # What other clients offer, and this one

                One line is one thing that one of five other engine clients offers: what it is, what to call here, and the tests that show it (those whose
                class ends in `IT` run against a real engine). Written by `AcceptanceTests` from the annotations of the tests; not to be edited by hand.
                """);
        String section = "";
        for (Map.Entry<String, String> line : LINES.entrySet()) {
            String own = line.getKey().substring(0, 1);
            if (!own.equals(section)) {
                section = own;
                page.append("\n## ").append(own).append(". ").append(SECTIONS.get(own));
                page.append("\n\n| line | what | here | tests |\n|---|---|---|---|\n");
            }
            List<Proof> proofs = PROOFS.get(line.getKey());
            Set<String> calls = new LinkedHashSet<>();
            proofs.forEach(proof -> calls.addAll(Arrays.asList(proof.by())));
            String tests =
                    proofs.stream().map(proof -> "`" + proof.test() + "`").collect(Collectors.joining(", "));
            page.append("| ").append(line.getKey()).append(" | ").append(cell(line.getValue()));
            page.append(" | ").append(cell(String.join("; ", calls)));
            page.append(" | ").append(tests).append(" |\n");
        }
        return page.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
