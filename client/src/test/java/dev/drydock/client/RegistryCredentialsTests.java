package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.LoginResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCredentialsTests {
    private static final String SECRET = "Open5esame";

    private static String decoded(String header) {
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }

    @Test
    @Acceptance(
            value = {"A-018", "A-019", "A-020", "E-042"},
            by = "RegistryCredentials.of(name, password).withServerAddress(registry).header(); nothing has a default")
    void theHeaderIsJsonInBase64ForUrlsWithPadding() {
        // In the usual alphabet this has a '+' and a '/'.
        String header = RegistryCredentials.of("mé", "ÿÿÿ>>>???x")
                .withServerAddress("127.0.0.1:5000")
                .header();

        assertThat(header).matches("[A-Za-z0-9_-]+=*").contains("_").hasSizeGreaterThan(20);
        assertThat(header.length() % 4).isZero();
        assertThat(decoded(header))
                .isEqualTo("{\"username\":\"mé\",\"password\":\"ÿÿÿ>>>???x\",\"serveraddress\":\"127.0.0.1:5000\"}");
    }

    @Test
    void tokensAndEmailHaveKeysOfTheirOwn() {
        assertThat(decoded(RegistryCredentials.ofIdentityToken("i").header())).isEqualTo("{\"identitytoken\":\"i\"}");
        assertThat(decoded(RegistryCredentials.ofRegistryToken("r").header())).isEqualTo("{\"registrytoken\":\"r\"}");
        assertThat(decoded(RegistryCredentials.of("a", "b").withEmail("c").header()))
                .isEqualTo("{\"username\":\"a\",\"password\":\"b\",\"email\":\"c\"}");
    }

    @Test
    @Acceptance(value = "A-007", by = "RegistryCredentials.ofHeader(token); empty for none")
    void aHeaderIsReadInEitherAlphabetWithOrWithoutPadding() {
        RegistryCredentials credentials = RegistryCredentials.of("mé", "ÿÿÿ>>>???x");
        byte[] json = decoded(credentials.header()).getBytes(StandardCharsets.UTF_8);

        assertThat(RegistryCredentials.ofHeader(credentials.header())).isEqualTo(credentials);
        assertThat(RegistryCredentials.ofHeader(Base64.getEncoder().encodeToString(json)))
                .isEqualTo(credentials);
        assertThat(RegistryCredentials.ofHeader(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(json)))
                .isEqualTo(credentials);
        assertThat(RegistryCredentials.ofHeader("")).isEqualTo(RegistryCredentials.NONE);
        assertThat(RegistryCredentials.NONE.header()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "%" + SECRET, "W10=", "bnVsbA==", "e30=e30="})
    void whatIsNoHeaderIsRefusedWithoutBeingShown(String header) {
        assertThatThrownBy(() -> RegistryCredentials.ofHeader(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("a JSON object in base64")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(header));
    }

    @Test
    void asTextThereAreNoSecrets() {
        RegistryCredentials all = new RegistryCredentials(SECRET, SECRET, SECRET, "ghcr.io", SECRET, SECRET);

        assertThat(all)
                .hasToString("RegistryCredentials[ghcr.io, a name, a password, an identity token, a registry token]");
        assertThat(RegistryCredentials.NONE).hasToString("RegistryCredentials[any registry, none]");
        assertThat(PullOptions.DEFAULT.withCredentials(all).toString()).doesNotContain(SECRET);
        assertThat(PushOptions.DEFAULT.withCredentials(all).toString()).doesNotContain(SECRET);
        assertThat(new LoginResult("ok", SECRET, Map.of()).toString()).doesNotContain(SECRET);
    }

    @Test
    @Acceptance(
            value = {"B-142", "E-040", "E-041"},
            by =
                    "a map of registries, the only form since API 1.19; older engines aren't spoken to, so no version is asked for")
    void aBuildGetsAMapOfRegistries() {
        Map<String, RegistryCredentials> all = new LinkedHashMap<>();
        all.put("docker.io", RegistryCredentials.of("a", "b"));
        all.put("127.0.0.1:5000", RegistryCredentials.of("c", "d"));

        assertThat(decoded(RegistryHeaders.config(all)))
                .isEqualTo(
                        "{\"https://index.docker.io/v1/\":{\"username\":\"a\",\"password\":\"b\","
                                + "\"serveraddress\":\"https://index.docker.io/v1/\"},"
                                + "\"127.0.0.1:5000\":{\"username\":\"c\",\"password\":\"d\",\"serveraddress\":\"127.0.0.1:5000\"}}");
    }
}
