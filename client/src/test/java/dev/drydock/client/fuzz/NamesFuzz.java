package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.ApiVersion;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Texts that people and environment variables bring. The input is the text in UTF-8. */
class NamesFuzz {
    private static final String SECRET = "Open5esame";

    @FuzzTest
    void imageReference(byte[] utf8) throws IOException {
        check(utf8, ImageReference::parse, "user:" + SECRET + "@");
    }

    @FuzzTest
    void engineAddress(byte[] utf8) throws IOException {
        check(utf8, EngineAddress::parse, "tcp://user:" + SECRET + "@");
    }

    @FuzzTest
    void apiVersion(byte[] utf8) throws IOException {
        check(utf8, ApiVersion::parse, "");
    }

    /** The text of what was read, or nothing when it was refused. */
    private static String read(Function<String, ?> parse, String text) {
        try {
            return parse.apply(text).toString();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return "";
        }
    }

    /** What is accepted says the same when it is written and read again; what isn't gets a sentence without secrets. */
    private static void check(byte[] utf8, Function<String, ?> parse, String credentials) throws IOException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        String written = Allocation.bounded(utf8.length, () -> read(parse, text));
        if (!written.isEmpty()) {
            assertThat(read(parse, written)).isEqualTo(written);
        }
        // user:x@sha256:… is a tag and a digest, not a password and a host.
        if (!credentials.isEmpty() && !text.startsWith("sha")) {
            try {
                assertThat(parse.apply(credentials + text).toString()).doesNotContain(SECRET);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain(SECRET);
            }
        }
    }
}
