package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ImageReference;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which images a build begins with. */
class DockerfileTests {
    private static List<String> bases(String text) {
        return Dockerfile.bases(text.lines().toList()).stream()
                .map(ImageReference::toString)
                .toList();
    }

    @Test
    void stagesAndNothingAreNone() {
        assertThat(bases("""
                        # FROM commented:1
                        ARG VERSION=15
                        FROM --platform=$BUILDPLATFORM golang:1.23 AS Build
                        RUN echo FROM inside:1
                        from redis:7
                        FROM build
                        FROM scratch
                        FROM postgres:${VERSION}
                        FROM redis:7 AS again
                        """)).containsExactly("golang:1.23", "redis:7");
    }

    @Test
    void whatLooksLikeOneIsLeftToTheEngine() {
        assertThat(Stream.of("FROM", "FROM A:B:C", "FROMAGE x", "").flatMap(each -> bases(each).stream()))
                .isEmpty();
    }
}
