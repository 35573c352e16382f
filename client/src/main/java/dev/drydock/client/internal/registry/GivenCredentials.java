package dev.drydock.client.internal.registry;

import dev.drydock.client.CredentialSource;
import dev.drydock.client.RegistryCredentials;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a program has given; see {@link CredentialSource#of}. */
public final class GivenCredentials implements CredentialSource {
    private final Map<String, RegistryCredentials> byHost = new LinkedHashMap<>();

    /**
     * @param byRegistry credentials by host and port, in any form that a key of {@code config.json} may have
     */
    public GivenCredentials(Map<String, RegistryCredentials> byRegistry) {
        byRegistry.forEach((registry, credentials) -> byHost.put(RegistryKeys.host(registry), credentials));
    }

    @Override
    public RegistryCredentials credentials(String registry) {
        return byHost.getOrDefault(RegistryKeys.host(registry), RegistryCredentials.NONE);
    }

    @Override
    public Map<String, RegistryCredentials> all() {
        return Map.copyOf(byHost);
    }
}
