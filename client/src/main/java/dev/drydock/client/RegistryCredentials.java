package dev.drydock.client;

import dev.drydock.client.internal.registry.RegistryHeaders;

/**
 * What a registry lets somebody in with: a name and a password, or a token. Each part is empty where there is none.
 * Immutable. As text it shows the registry and which parts there are, never what they are.
 *
 * @param username empty where a token says it all
 * @param password or an access token that stands for one
 * @param email hardly any registry wants it
 * @param serverAddress the registry, such as {@code ghcr.io} or {@code 127.0.0.1:5000}; empty for the one of the image
 * @param identityToken that the registry gave at a login, to be changed for tokens that don't last
 * @param registryToken sent to the registry as it is, as a bearer token
 */
public record RegistryCredentials(
        String username,
        String password,
        String email,
        String serverAddress,
        String identityToken,
        String registryToken) {
    /** None: the registry is asked without. */
    public static final RegistryCredentials NONE = new RegistryCredentials("", "", "", "", "", "");

    /**
     * @param username such as {@code me}
     * @param password or an access token that stands for one
     * @return these
     */
    public static RegistryCredentials of(String username, String password) {
        return new RegistryCredentials(username, password, "", "", "", "");
    }

    /**
     * @param token that the registry gave at a login ({@link EngineSystem#login})
     * @return it alone
     */
    public static RegistryCredentials ofIdentityToken(String token) {
        return new RegistryCredentials("", "", "", "", token, "");
    }

    /**
     * @param token to be sent to the registry as it is
     * @return it alone
     */
    public static RegistryCredentials ofRegistryToken(String token) {
        return new RegistryCredentials("", "", "", "", "", token);
    }

    /**
     * The opposite of {@link #header()}.
     *
     * @param header the value of a header {@code X-Registry-Auth}: JSON in base64, of the alphabet for URLs or the usual
     *     one, with or without padding; empty for {@link #NONE}
     * @return what is in it
     * @throws IllegalArgumentException when it is something else; the message doesn't repeat it
     */
    public static RegistryCredentials ofHeader(String header) {
        return RegistryHeaders.read(header);
    }

    /**
     * @param registry such as {@code ghcr.io} or {@code 127.0.0.1:5000}
     * @return these for that registry
     */
    public RegistryCredentials withServerAddress(String registry) {
        return new RegistryCredentials(username, password, email, registry, identityToken, registryToken);
    }

    /**
     * @param address of the user
     * @return these with it
     */
    public RegistryCredentials withEmail(String address) {
        return new RegistryCredentials(username, password, address, serverAddress, identityToken, registryToken);
    }

    /** @return whether there is nothing to show to a registry */
    public boolean isEmpty() {
        return username.isEmpty() && password.isEmpty() && identityToken.isEmpty() && registryToken.isEmpty();
    }

    /**
     * @return the value of the header {@code X-Registry-Auth}, for {@link DockerClient#operations()}: JSON in base64 for URLs, with
     *     padding; empty for {@link #NONE}. It is a secret as the password is.
     */
    public String header() {
        return isEmpty() ? "" : RegistryHeaders.auth(this);
    }

    /** @return the registry and which parts there are, never what they are */
    @Override
    public String toString() {
        StringBuilder parts = new StringBuilder("RegistryCredentials[");
        parts.append(serverAddress.isEmpty() ? "any registry" : serverAddress);
        append(parts, username, "a name");
        append(parts, password, "a password");
        append(parts, identityToken, "an identity token");
        append(parts, registryToken, "a registry token");
        return parts.append(isEmpty() ? ", none]" : "]").toString();
    }

    private static void append(StringBuilder to, String part, String what) {
        if (!part.isEmpty()) {
            to.append(", ").append(what);
        }
    }
}
