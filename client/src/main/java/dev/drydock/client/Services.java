package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.CreatedService;
import dev.drydock.client.model.ObjectVersion;
import dev.drydock.client.model.ServiceDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Services of a swarm: the {@code /services} endpoints, of a manager only. A service is named by its id, an unambiguous
 * beginning of it, or its name. All methods throw a {@link NotFoundException} when there is no such service, an
 * {@link EngineFailureException} with status 503 when the engine is in no swarm, an {@link UnsupportedByEngineException}
 * with Podman, and the other {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Services {
    private final Exchange exchange;
    private final DockerOnly docker;

    Services(Exchange exchange) {
        this.exchange = exchange;
        docker = new DockerOnly(exchange, "swarm mode");
    }

    /**
     * {@code GET /services}.
     *
     * @param filters by {@code id}, {@code label}, {@code mode} or {@code name}; {@link Filters#NONE} for all services
     * @return in no particular order
     */
    public List<ServiceDetails> list(Filters filters) {
        return List.of(docker.json(
                Request.get("list services", "services").query("filters", filters.query()), ServiceDetails[].class));
    }

    /**
     * As {@link #list}, with the number of tasks that run: {@code GET /services?status=true}.
     *
     * @param filters by {@code id}, {@code label}, {@code mode} or {@code name}; {@link Filters#NONE} for all services
     * @return in no particular order; with API 1.40 without that number
     */
    public List<ServiceDetails> listWithStatus(Filters filters) {
        Request request = Request.get("list services", "services")
                .query("filters", filters.query())
                .query("status", true);
        return List.of(docker.json(request, ServiceDetails[].class));
    }

    /**
     * Creates a service, whose containers are then started in the background: {@code POST /services/create}. The manager
     * asks the registry which digest the image has, and only warns when that doesn't succeed.
     *
     * @param spec what it is to be like
     * @return its id, and warnings
     * @throws ConflictException when the name is taken
     */
    public CreatedService create(ServiceSpec spec) {
        return create(spec, RegistryCredentials.NONE);
    }

    /**
     * As {@link #create(ServiceSpec)}, of an image that its registry gives out for credentials only. The swarm keeps them and hands
     * them to each machine; so only those that are given here go there, none that the client has otherwise.
     *
     * @param spec what it is to be like
     * @param credentials for the registry of its image
     * @return its id, and warnings
     * @throws ConflictException when the name is taken
     */
    public CreatedService create(ServiceSpec spec, RegistryCredentials credentials) {
        String doing = "create service" + (spec.name() == null ? "" : " '" + spec.name() + "'");
        Request request = Request.post(doing, "services", "create")
                .json(Json.bytes(spec.body()))
                .patient();
        check(doing, spec, credentials);
        return docker.json(with(request, credentials), CreatedService.class);
    }

    private void check(String doing, ServiceSpec spec, @Nullable RegistryCredentials credentials) {
        String image = spec.image();
        if (image != null
                && credentials != null
                && !credentials.isEmpty()
                && !credentials.serverAddress().isEmpty()) {
            RegistryAccess.check(doing, ImageReference.parse(image).registry(), credentials);
        }
        docker.check(doing);
        EngineNeeds.ofService(exchange, doing, spec);
    }

    private static Request with(Request request, @Nullable RegistryCredentials credentials) {
        return credentials == null || credentials.isEmpty()
                ? request
                : request.header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials));
    }

    /**
     * {@code GET /services/ID}.
     *
     * @param service id or name
     * @return what the engine knows of it
     */
    public ServiceDetails inspect(String service) {
        return docker.json(inspection(service), ServiceDetails.class);
    }

    /**
     * As {@link #inspect}, with the engine's defaults filled in where the service says nothing:
     * {@code GET /services/ID?insertDefaults=true}.
     *
     * @param service id or name
     * @return what the engine knows of it
     */
    public ServiceDetails inspectWithDefaults(String service) {
        return docker.json(inspection(service).query("insertDefaults", true), ServiceDetails.class);
    }

    private static Request inspection(String service) {
        return Request.get("inspect service '" + service + "'", "services", service);
    }

    /**
     * Changes a service, whose containers are then replaced in the background: {@code POST /services/ID/update}.
     *
     * @param service id or name
     * @param version of {@link ServiceDetails}; refused when somebody else has changed the service meanwhile
     * @param spec all of it; {@link ServiceSpec#from} begins with what holds now
     * @return warnings
     */
    public List<String> update(String service, ObjectVersion version, ServiceSpec spec) {
        return update(service, version, spec, ServiceUpdateOptions.DEFAULT);
    }

    /**
     * As {@link #update(String, ObjectVersion, ServiceSpec)}.
     *
     * @param service id or name
     * @param version of {@link ServiceDetails}; refused when somebody else has changed the service meanwhile
     * @param spec all of it; {@link ServiceSpec#from} begins with what holds now
     * @param options what else
     * @return warnings
     */
    public List<String> update(String service, ObjectVersion version, ServiceSpec spec, ServiceUpdateOptions options) {
        String doing = "change service '" + service + "'";
        Request request = Request.post(doing, "services", service, "update")
                .query("version", version)
                .query("registryAuthFrom", options.credentialsOf())
                .query("rollback", options.rollback() ? "previous" : null)
                .json(Json.bytes(spec.body()))
                .patient();
        check(doing, spec, options.credentials());
        return docker.json(with(request, options.credentials()), CreatedService.class)
                .warnings();
    }

    /**
     * Takes the last change of a service back: {@code POST /services/ID/update?rollback=previous}.
     *
     * @param current what {@link #inspect} says now
     * @return warnings
     * @throws BadRequestException when it was never changed
     */
    public List<String> rollBack(ServiceDetails current) {
        return update(
                current.id(),
                current.version(),
                ServiceSpec.from(current).build(),
                ServiceUpdateOptions.DEFAULT.withRollback());
    }

    /**
     * Removes a service; its containers are then stopped in the background: {@code DELETE /services/ID}.
     *
     * @param service id or name
     */
    public void remove(String service) {
        docker.discard(Request.delete("remove service '" + service + "'", "services", service)
                .patient());
    }

    /**
     * What all containers of a service have written: {@code GET /services/ID/logs}. In which order the output of
     * different containers comes, the engine doesn't say.
     *
     * @param service id or name
     * @param options what of it; {@link LogOptions#until} can't be asked for here
     * @return the output, to be closed; when it is followed it goes on as long as there is the service
     */
    public OutputFrames logs(String service, LogOptions options) {
        Request request = Request.get("read the logs of service '" + service + "'", "services", service, "logs");
        return TaskOutput.open(
                exchange,
                docker,
                request,
                options,
                () -> exchange.json(inspection(service), ServiceDetails.class).tty());
    }
}
