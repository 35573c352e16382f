package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.registry.Refusal;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.internal.registry.SavedCredentials;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls for which the engine goes to a registry: finds the credentials, tries once more with fresh ones when the registry refuses
 * those, and says what a failure means. Engines don't agree on the status of one.
 */
final class RegistryAccess {
    private static final String OWN_SOURCE = "the client's own source of credentials";

    private final Exchange exchange;
    private final String registry;
    private final String repository;
    private final @Nullable RegistryCredentials given;

    /**
     * @param exchange to the engine
     * @param registry host and port
     * @param repository such as {@code team/app}; empty for none
     * @param given by the caller for this call; {@code null} to ask the client's source
     */
    RegistryAccess(Exchange exchange, String registry, String repository, @Nullable RegistryCredentials given) {
        // What programs with credentials take is part of the call's limit.
        this.exchange = exchange.oneCall();
        this.registry = registry;
        this.repository = repository;
        this.given = given;
    }

    /**
     * @param doing as in {@link dev.drydock.client.internal.Request}
     * @throws IllegalArgumentException when the credentials are for another registry than the image's
     */
    static RegistryAccess to(
            Exchange exchange, String doing, ImageReference image, @Nullable RegistryCredentials given) {
        if (given != null) {
            check(doing, image.registry(), given);
        }
        return new RegistryAccess(exchange, image.registry(), image.repository(), given);
    }

    /** @throws IllegalArgumentException when the credentials are for another registry */
    static void check(String doing, String registry, RegistryCredentials given) {
        if (!areFor(registry, given)) {
            throw new IllegalArgumentException("Cannot " + doing + ": the credentials are for '" + given.serverAddress()
                    + "', the image is at '" + registry + "'.");
        }
    }

    private static boolean areFor(String registry, RegistryCredentials credentials) {
        String address = credentials.serverAddress();
        return credentials.isEmpty()
                || address.isEmpty()
                || RegistryHeaders.address(address).equals(RegistryHeaders.address(registry));
    }

    /** A term to search for may begin with a registry. */
    static RegistryAccess toSearch(Exchange exchange, String term) {
        int slash = term.indexOf('/');
        String first = slash < 0 ? "" : term.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        return new RegistryAccess(exchange, named ? first : ImageReference.DOCKER_HUB, "", null);
    }

    /** One try. */
    @FunctionalInterface
    interface Attempt<T> {
        /** Makes a request with these credentials and takes what comes. */
        T with(Exchange exchange, RegistryCredentials credentials);
    }

    private record Found(RegistryCredentials credentials, String told) {}

    <T> T call(Attempt<T> attempt) {
        return call(attempt, failure -> false);
    }

    /**
     * @param attempt made once, or twice
     * @param isMissing whether an error in the stream is because the engine doesn't have what was to be sent; asked when it
     *     has no other known meaning
     */
    <T> T call(Attempt<T> attempt, Function<DockerStreamException, Boolean> isMissing) {
        Found first = find();
        try {
            return attempt.with(exchange, first.credentials());
        } catch (DockerResponseException | DockerStreamException e) {
            Refusal refusal = refusal(e);
            Found fresh = refusal == Refusal.UNAUTHORIZED && given == null ? fresh() : first;
            if (fresh.credentials().equals(first.credentials())) {
                throw failure(e, refusal, first, isMissing);
            }
            try {
                return attempt.with(exchange, fresh.credentials());
            } catch (DockerResponseException | DockerStreamException again) {
                throw failure(again, refusal(again), fresh, isMissing);
            }
        }
    }

    private Found find() {
        if (given != null) {
            return new Found(addressed(given), "");
        }
        CredentialSource source = exchange.credentials();
        if (source instanceof SavedCredentials saved) {
            SavedCredentials.Lookup lookup =
                    saved.look(registry, repository, Duration.ofNanos(Math.max(1, exchange.callLeft())));
            return found(lookup.credentials(), lookup.told());
        }
        return found(orNone(source.credentials(registry)), OWN_SOURCE);
    }

    private Found fresh() {
        CredentialSource source = exchange.credentials();
        return source instanceof SavedCredentials ? find() : found(orNone(source.fresh(registry)), OWN_SOURCE);
    }

    /** What a source gives for another registry isn't shown to this one. */
    private Found found(RegistryCredentials credentials, String told) {
        return areFor(registry, credentials)
                ? new Found(addressed(credentials), told)
                : new Found(
                        RegistryCredentials.NONE,
                        told + " (which gave credentials for '" + credentials.serverAddress() + "')");
    }

    /** A source that isn't checked for nulls may give one for none. */
    private static RegistryCredentials orNone(@Nullable RegistryCredentials credentials) {
        return Objects.requireNonNullElse(credentials, RegistryCredentials.NONE);
    }

    private RegistryCredentials addressed(RegistryCredentials credentials) {
        return credentials.isEmpty() || !credentials.serverAddress().isEmpty()
                ? credentials
                : credentials.withServerAddress(RegistryHeaders.address(registry));
    }

    private static Refusal refusal(DockerException failure) {
        return failure instanceof DockerResponseException answered
                ? Refusal.of(answered.status(), answered.engineMessage())
                : Refusal.of(200, ((DockerStreamException) failure).engineMessage());
    }

    /** What to throw instead: the same kind for the same meaning, with what can be done about it. */
    private DockerException failure(
            DockerException failure, Refusal refusal, Found used, Function<DockerStreamException, Boolean> isMissing) {
        String message = failure.getMessage() + advice(refusal, used);
        if (failure instanceof DockerResponseException answered) {
            return switch (refusal) {
                case UNAUTHORIZED -> new UnauthorizedException(message, answered.answer());
                case NOT_FOUND -> new NotFoundException(message, answered.answer());
                case DENIED ->
                    answered.status() == 403
                            ? new ForbiddenException(message, answered.answer())
                            : new NotFoundException(message, answered.answer());
                case OTHER -> failure;
            };
        }
        DockerStreamException streamed = (DockerStreamException) failure;
        ErrorAnswer answer = new ErrorAnswer(200, "POST", "/images", streamed.engineMessage(), "");
        return switch (refusal) {
            case UNAUTHORIZED -> new UnauthorizedException(message, answer);
            case NOT_FOUND -> new NotFoundException(message, answer);
            case DENIED -> new ForbiddenException(message, answer);
            case OTHER -> isMissing.apply(streamed) ? new NotFoundException(message, answer) : failure;
        };
    }

    private String advice(Refusal refusal, Found used) {
        if (refusal == Refusal.OTHER || refusal == Refusal.NOT_FOUND) {
            return "";
        }
        boolean unauthorized = refusal == Refusal.UNAUTHORIZED;
        if (!used.credentials().isEmpty()) {
            String whose = given != null ? "that were given for this call" : "of " + used.told();
            return " The registry '" + registry + "' " + (unauthorized ? "refuses" : "was shown") + " the credentials "
                    + whose + ".";
        }
        String wants = unauthorized
                ? " The registry '" + registry + "' wants credentials, and none were "
                : " Perhaps the registry '" + registry + "' wants credentials; none were ";
        return given != null
                ? wants + "given for this call."
                : wants + "found. Looked for in: " + used.told() + ". `docker login " + registry
                        + "` saves some, or give them with DockerClient.Builder.credentials.";
    }
}
