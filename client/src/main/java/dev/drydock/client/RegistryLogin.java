package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.Trees;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.LoginResult;
import java.io.IOException;
import java.util.Map;

/** Trying credentials at a registry. */
final class RegistryLogin {
    private RegistryLogin() {}

    static LoginResult login(Exchange exchange, RegistryCredentials credentials) {
        String registry = credentials.serverAddress();
        if (registry.isBlank() || credentials.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot log in: "
                            + (registry.isBlank() ? "the credentials name no registry" : "there are no credentials")
                            + ". RegistryCredentials.of(name, password).withServerAddress(\"docker.io\") has all that is needed.");
        }
        String doing = "log in to the registry '" + registry + "'";
        // Docker would take docker.io for a host, which isn't the registry.
        byte[] body = RegistryHeaders.json(credentials.withServerAddress(RegistryHeaders.address(registry)));
        return new RegistryAccess(exchange, registry, "", credentials).call((own, same) -> {
            try (Response response = own.send(Request.post(doing, "auth").json(body))) {
                byte[] answer = response.body().readAllBytes();
                response.finish();
                JsonNode tree = answer.length == 0 ? null : Trees.MAPPER.readTree(answer);
                // 204: success without a word.
                return tree == null || !tree.isObject()
                        ? new LoginResult(null, null, Map.of())
                        : Json.read(tree, LoginResult.class);
            } catch (IOException e) {
                throw own.failed(doing, e);
            }
        });
    }
}
