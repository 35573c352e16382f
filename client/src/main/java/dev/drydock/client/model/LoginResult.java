package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a login at a registry.
 *
 * @param status the engine's words; {@code null} when it gave none
 * @param identityToken to be used instead of the password from now on; {@code null} when the registry gave none
 * @param more what else came
 */
public record LoginResult(@Nullable String status, @Nullable String identityToken, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent; an empty token is none. */
    public LoginResult {
        identityToken = identityToken == null || identityToken.isEmpty() ? null : identityToken;
        more = Values.others(more);
    }

    /** @return without the token */
    @Override
    public String toString() {
        return "LoginResult[status=" + status + (identityToken == null ? "]" : ", with an identity token]");
    }
}
