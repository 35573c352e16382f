package dev.drydock.client;

import dev.drydock.client.internal.discovery.Surroundings;
import dev.drydock.client.internal.registry.GivenCredentials;
import dev.drydock.client.internal.registry.SavedCredentials;
import java.util.Map;

/**
 * Where credentials for registries come from. It is asked for each pull, push and look-up at a registry, by the thread that
 * makes the call, and so must be thread-safe; nothing it says is kept. When the registry refuses what it gave, it is asked once
 * more, by {@link #fresh}.
 *
 * <pre>{@code
 * DockerClient client = DockerClient.builder()
 *         .credentials(registry -> RegistryCredentials.of("ci", secrets.passwordFor(registry)))
 *         .build();
 * }</pre>
 */
@FunctionalInterface
public interface CredentialSource {
    /** Has none: all registries are asked without. */
    CredentialSource NONE = registry -> RegistryCredentials.NONE;

    /**
     * What the user has saved with {@code docker login} or {@code podman login}; this is what a client uses when it isn't told
     * otherwise. Looked for in this order, anew each time; the first place that has some for the registry counts:
     *
     * <ol>
     *   <li>the variable {@code DOCKER_AUTH_CONFIG}, JSON of the same form as {@code config.json};
     *   <li>{@code plaintext-passwords.json} and {@code config.json} in the folder {@code DOCKER_CONFIG}, else
     *       {@code ~/.docker}: the programs {@code docker-credential-NAME} that {@code credHelpers} and {@code credsStore} name,
     *       then {@code auths};
     *   <li>{@code ~/.dockercfg};
     *   <li>Podman's file: {@code REGISTRY_AUTH_FILE}, or else {@code containers/auth.json} in {@code XDG_RUNTIME_DIR}, then in
     *       {@code XDG_CONFIG_HOME} or {@code ~/.config}.
     * </ol>
     *
     * <p>What can't be read, a program that is missing, fails, or hasn't answered within 30 s count as none: many images can be
     * had without. Should the registry then refuse, the exception tells of it.
     *
     * @return the same for all
     */
    static CredentialSource saved() {
        return new SavedCredentials(Surroundings.ofProcess());
    }

    /**
     * @param byRegistry credentials by host and port: {@code docker.io}, {@code 127.0.0.1:5000}
     * @return those, for builds, too
     */
    static CredentialSource of(Map<String, RegistryCredentials> byRegistry) {
        return new GivenCredentials(byRegistry);
    }

    /**
     * @param registry its host and port as in {@link ImageReference#registry()}: {@code docker.io}, {@code 127.0.0.1:5000}
     * @return {@link RegistryCredentials#NONE} to ask without
     */
    RegistryCredentials credentials(String registry);

    /**
     * The registry has refused what {@link #credentials} gave for this call. What comes from here is tried, once, unless it is
     * the same.
     *
     * @param registry as above
     * @return what {@link #credentials} gives, where this isn't overridden
     */
    default RegistryCredentials fresh(String registry) {
        return credentials(registry);
    }

    /**
     * For builds, whose Dockerfile may name images of any registry: all that there are.
     *
     * @return by registry; none where this isn't overridden
     */
    default Map<String, RegistryCredentials> all() {
        return Map.of();
    }
}
