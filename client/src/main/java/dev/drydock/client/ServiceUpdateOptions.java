package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * How to change a service.
 *
 * @param credentialsFrom whose credentials for the registry its containers are to be started with; {@code null} leaves it to
 *     the engine, which takes those of the service as it is
 * @param rollback whether to go back to what the service was before its last change
 * @param credentials others, which the swarm keeps and hands to each machine; {@code null} for none
 */
public record ServiceUpdateOptions(
        @Nullable CredentialsFrom credentialsFrom,
        boolean rollback,
        @Nullable RegistryCredentials credentials) {
    /** As the engine does it by itself. */
    public static final ServiceUpdateOptions DEFAULT = new ServiceUpdateOptions(null, false, null);

    /** Whose credentials for a registry. */
    public enum CredentialsFrom {
        /** Of the service as it is. */
        SPEC,
        /** Of the service as it was before its last change. */
        PREVIOUS_SPEC
    }

    /**
     * @param whose another {@link #credentialsFrom}
     * @return as this otherwise
     */
    public ServiceUpdateOptions withCredentialsFrom(CredentialsFrom whose) {
        return new ServiceUpdateOptions(whose, rollback, credentials);
    }

    /** @return as this, to go back to what was before */
    public ServiceUpdateOptions withRollback() {
        return new ServiceUpdateOptions(credentialsFrom, true, credentials);
    }

    /**
     * @param others for the registry, which the swarm keeps and hands to each machine
     * @return as this otherwise
     */
    public ServiceUpdateOptions withCredentials(RegistryCredentials others) {
        return new ServiceUpdateOptions(credentialsFrom, rollback, others);
    }

    @Nullable
    String credentialsOf() {
        CredentialsFrom whose = credentialsFrom;
        return whose == null ? null : whose == CredentialsFrom.SPEC ? "spec" : "previous-spec";
    }
}
