package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTests {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        // text, registry, repository, tag, shown
        "postgres, docker.io, library/postgres, , postgres",
        "postgres:15, docker.io, library/postgres, 15, postgres:15",
        "library/postgres:15, docker.io, library/postgres, 15, postgres:15",
        "docker.io/postgres:15, docker.io, library/postgres, 15, postgres:15",
        "docker.io/library/postgres, docker.io, library/postgres, , postgres",
        "index.docker.io/library/postgres, docker.io, library/postgres, , postgres",
        "bitnami/redis:7.2, docker.io, bitnami/redis, 7.2, bitnami/redis:7.2",
        "library/a/b, docker.io, library/a/b, , library/a/b",
        "a/b/c/d, docker.io, a/b/c/d, , a/b/c/d",
        "ghcr.io/a/b:v1.2.3-rc.1, ghcr.io, a/b, v1.2.3-rc.1, ghcr.io/a/b:v1.2.3-rc.1",
        "quay.io/x, quay.io, x, , quay.io/x",
        "localhost/x, localhost, x, , localhost/x",
        "localhost:5000/x:1, localhost:5000, x, 1, localhost:5000/x:1",
        "127.0.0.1:5000/library/busybox:1.36, 127.0.0.1:5000, library/busybox, 1.36, 127.0.0.1:5000/library/busybox:1.36",
        "[::1]:5000/x, [::1]:5000, x, , [::1]:5000/x",
        "[2001:db8::1]/x:y, [2001:db8::1], x, y, [2001:db8::1]/x:y",
        "registry:5000/x, registry:5000, x, , registry:5000/x",
        "registry/x, docker.io, registry/x, , registry/x",
        "REGISTRY/x, REGISTRY, x, , REGISTRY/x",
        "My.Registry.example/x, My.Registry.example, x, , My.Registry.example/x",
        "a.b, docker.io, library/a.b, , a.b",
        "a_b, docker.io, library/a_b, , a_b",
        "a__b, docker.io, library/a__b, , a__b",
        "a-b---c, docker.io, library/a-b---c, , a-b---c",
        "1, docker.io, library/1, , 1",
        "x:_, docker.io, library/x, _, x:_",
        "localhost, docker.io, library/localhost, , localhost",
        "localhost:1, docker.io, library/localhost, 1, localhost:1",
        "docker.io/a/b:1, docker.io, a/b, 1, a/b:1",
        "docker.io/index.docker.io/a, docker.io, index.docker.io/a, , docker.io/index.docker.io/a",
        "docker.io/library/a/b, docker.io, library/a/b, , library/a/b",
        "index.docker.io/a:1, docker.io, library/a, 1, a:1",
        "registry-1.docker.io/library/a, registry-1.docker.io, library/a, , registry-1.docker.io/library/a",
        "Docker.io/a, Docker.io, a, , Docker.io/a",
        "LOCALHOST:5000/a, LOCALHOST:5000, a, , LOCALHOST:5000/a",
        "test.com/foo, test.com, foo, , test.com/foo",
        "test.com:8080/foo, test.com:8080, foo, , test.com:8080/foo",
        "test.com:8080, docker.io, library/test.com, 8080, test.com:8080",
        "foo_bar.com:8080, docker.io, library/foo_bar.com, 8080, foo_bar.com:8080",
        "foo/foo_bar.com:8080, docker.io, foo/foo_bar.com, 8080, foo/foo_bar.com:8080",
        "b.gcr.io/t.example/my-app:t.example, b.gcr.io, t.example/my-app, t.example, b.gcr.io/t.example/my-app:t.example",
        "xn--n3h.com/image:xn--n3h.com, xn--n3h.com, image, xn--n3h.com, xn--n3h.com/image:xn--n3h.com",
        "sub-1.foo.com/bar/baz/quux:long-tag, sub-1.foo.com, bar/baz/quux, long-tag, sub-1.foo.com/bar/baz/quux:long-tag",
        "[fd00::1]/a, [fd00::1], a, , [fd00::1]/a",
        "[fd00::1]:443/a/b:c, [fd00::1]:443, a/b, c, [fd00::1]:443/a/b:c",
        "192.168.1.1/a, 192.168.1.1, a, , 192.168.1.1/a",
        "a/b:1.2_3-4, docker.io, a/b, 1.2_3-4, a/b:1.2_3-4",
        "aa/asdf--x, docker.io, aa/asdf--x, , aa/asdf--x",
        "x:Latest_1.0-A, docker.io, library/x, Latest_1.0-A, x:Latest_1.0-A",
    })
    void namesAreReadAsDockerReadsThem(String text, String registry, String repository, String tag, String shown) {
        ImageReference image = ImageReference.parse(text);

        assertThat(image)
                .isEqualTo(new ImageReference(registry, repository, tag, null))
                .hasToString(shown);
        assertThat(ImageReference.parse(shown)).isEqualTo(image);
    }

    @Test
    void aDigestMayFollow() {
        ImageReference image = ImageReference.parse("ghcr.io/a/b@" + DIGEST);

        assertThat(image.digest()).isEqualTo(DIGEST);
        assertThat(image.tag()).isNull();
        assertThat(image.tagOrLatest()).isNull();
        assertThat(image).hasToString("ghcr.io/a/b@" + DIGEST);
        assertThat(image.familiarName()).isEqualTo("ghcr.io/a/b");
    }

    @Test
    void aDigestMayFollowATag() {
        ImageReference image = ImageReference.parse("localhost:5000/x:1@" + DIGEST);

        assertThat(image).isEqualTo(new ImageReference("localhost:5000", "x", "1", DIGEST));
        assertThat(image.tagOrLatest()).isEqualTo("1");
        assertThat(image).hasToString("localhost:5000/x:1@" + DIGEST);
    }

    @Test
    void latestIsMeantWhereNothingIsSaid() {
        assertThat(ImageReference.parse("x").tagOrLatest()).isEqualTo("latest");
        assertThat(ImageReference.parse("x").tag()).isNull();
        assertThat(ImageReference.parse("x:1").tagOrLatest()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "x/",
                "/x",
                "x//y",
                "x y",
                " x",
                "x\n",
                "x:",
                "x: ",
                "x:a b",
                "x:-1",
                "x:.1",
                "x:ä",
                "x:a:b",
                "x@",
                "x@sha256",
                "x@sha256:",
                "x@sha256:12",
                "x@md5:0123456789abcdef0123456789abcdef",
                "x@a@b",
                "-x",
                "x-",
                "_x",
                "x_",
                ".x",
                "x.",
                "x..y",
                "x._y",
                "x___y",
                "x+y",
                "ä",
                "x/-y",
                "x/y_",
                "x\\y",
                "x?y",
                "registry.example/",
                "http://registry.example/x",
                "https://x/y",
                "-a.b/x",
                "a-.b/x",
                "a..b/x",
                "registry:port/x",
                "registry:/x",
                "[::1/x",
                "user@registry.example/x",
                "$(x)",
                "--rm",
                "-test.com/foo",
                "test-.com/foo",
                "a^a/a",
                "aa/asdf$$^/aa",
                "[fe80::1%eth0]:5000/a",
                "[fd00::1:5000/a",
                "fd00::1:5000/a",
                "[]/a",
                "test.com:/a",
                "x@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "x@sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "x;y",
            })
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not an image's name: ")
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "Postgres, lower case",
                "registry.example/Postgres, lower case",
                "docker.io/a/B, lower case",
                "x:a$b, the tag 'a$b'",
                "registry.example/, name is missing",
                "a:b/c, 'a:b' is not a registry",
                "x@sha256:12, after '@' comes a digest",
                "--rm, begins with '-' as an option of a command does",
                "x//y, lower-case letters and digits",
            })
    void theMessageSaysWhatIsWrong(String text, String why) {
        assertThatThrownBy(() -> ImageReference.parse(text)).hasMessageContaining(why);
    }

    @Test
    void anIdIsNoName() {
        assertThatThrownBy(() -> ImageReference.parse("a".repeat(64))).hasMessageContaining("an id, not a name");
        assertThat(ImageReference.parse("a".repeat(63)).repository()).endsWith("a");
    }

    @Test
    void digestsHaveTheLengthAndTheDigitsOfTheirKind() {
        assertThatThrownBy(() -> ImageReference.parse("x@sha256:" + "a".repeat(63)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageReference.parse("x@sha256:" + "A".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageReference.parse("x@sha512:" + "a".repeat(128)).digest()).startsWith("sha512:");
    }

    @Test
    void lengthsAreLimited() {
        assertThat(ImageReference.parse("x:" + "t".repeat(128)).tag()).hasSize(128);
        assertThatThrownBy(() -> ImageReference.parse("x:" + "t".repeat(129))).hasMessageContaining("128 at most");
        assertThatThrownBy(() -> ImageReference.parse("x/" + "y".repeat(254))).hasMessageContaining("255 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-", "a.", "a/", "a:", "A", "a@"})
    void anEndlessNameIsNoTrouble(String part) {
        assertThatThrownBy(() -> ImageReference.parse(part.repeat(100_000) + "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
