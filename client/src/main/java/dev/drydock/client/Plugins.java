package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.PluginDetails;
import dev.drydock.client.model.PluginPrivilege;
import dev.drydock.client.model.Progress;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plugins of the engine, for volumes, networks, logs and the like: the {@code /plugins} endpoints. A plugin is named by its
 * name, with its tag. Registries are shown the client's credentials ({@link DockerClient.Builder#credentials}). All methods throw a {@link NotFoundException} when there is no such plugin, an
 * {@link UnsupportedByEngineException} with Podman, and the other {@link DockerException}s when the engine can't be reached
 * or refuses.
 */
public final class Plugins {
    private final Exchange exchange;
    private final DockerOnly docker;

    Plugins(Exchange exchange) {
        this.exchange = exchange;
        docker = new DockerOnly(exchange, "the use of plugins");
    }

    /**
     * {@code GET /plugins}.
     *
     * @param filters by {@code capability} or {@code enabled}; {@link Filters#NONE} for all plugins
     * @return in no particular order
     */
    public List<PluginDetails> list(Filters filters) {
        return List.of(docker.json(
                Request.get("list plugins", "plugins").query("filters", filters.query()), PluginDetails[].class));
    }

    /**
     * {@code GET /plugins/NAME/json}.
     *
     * @param plugin its name
     * @return what the engine knows of it
     */
    public PluginDetails inspect(String plugin) {
        return docker.json(
                Request.get("inspect plugin '" + plugin + "'", "plugins", plugin, "json"), PluginDetails.class);
    }

    /**
     * Asks the registry what a plugin wants to be allowed: {@code GET /plugins/privileges}.
     *
     * @param plugin the tag {@code latest} where it has neither tag nor digest
     * @return what to grant at {@link #install}
     */
    public List<PluginPrivilege> privileges(ImageReference plugin) {
        return List.of(ask(
                plugin,
                () -> Request.get("ask what plugin '" + plugin + "' wants to be allowed", "plugins", "privileges")
                        .query("remote", plugin),
                (own, request) -> own.json(request, PluginPrivilege[].class)));
    }

    /**
     * Installs a plugin from its registry, without enabling it: {@code POST /plugins/pull}.
     *
     * @param plugin the tag {@code latest} where it has neither tag nor digest
     * @param granted all that it wants to be allowed, from {@link #privileges}; else the engine refuses
     * @param progress gets each line of progress, on the calling thread
     * @throws DockerStreamException when it failed half-way
     */
    public void install(ImageReference plugin, List<PluginPrivilege> granted, Consumer<Progress> progress) {
        try (ProgressStream lines = install(plugin, null, granted)) {
            lines.forEachRemaining(progress);
        }
    }

    /**
     * As {@link #install(ImageReference, List, Consumer)}, to be read line by line. The plugin is there when the end is
     * reached.
     *
     * @param plugin the tag {@code latest} where it has neither tag nor digest
     * @param name that it gets here; {@code null} for its own
     * @param granted all that it wants to be allowed, from {@link #privileges}; else the engine refuses
     * @return the progress, to be closed
     */
    public ProgressStream install(ImageReference plugin, @Nullable String name, List<PluginPrivilege> granted) {
        return progress(
                plugin,
                () -> Request.post("install plugin '" + plugin + "'", "plugins", "pull")
                        .query("remote", plugin)
                        .query("name", name)
                        .json(body(granted)));
    }

    /**
     * Puts another version in a plugin's place, which must be disabled: {@code POST /plugins/NAME/upgrade}. What was set
     * is kept.
     *
     * @param plugin its name here
     * @param other which version
     * @param granted all that it wants to be allowed, from {@link #privileges}; else the engine refuses
     * @return the progress, to be closed; the plugin is replaced when its end is reached
     */
    public ProgressStream upgrade(String plugin, ImageReference other, List<PluginPrivilege> granted) {
        String doing = "replace plugin '" + plugin + "' by '" + other + "'";
        return progress(
                other,
                () -> Request.post(doing, "plugins", plugin, "upgrade")
                        .query("remote", other)
                        .json(body(granted)));
    }

    /**
     * Brings a plugin to the registry that its name says: {@code POST /plugins/NAME/push}.
     *
     * @param plugin its name
     * @return the progress, to be closed; the plugin is there when its end is reached
     */
    public ProgressStream push(String plugin) {
        return progress(
                ImageReference.parse(plugin),
                () -> Request.post("push plugin '" + plugin + "'", "plugins", plugin, "push"));
    }

    private ProgressStream progress(ImageReference plugin, Supplier<Request> asked) {
        return ask(plugin, asked, (own, request) -> new ProgressStream(own, request.doing(), own.send(request)));
    }

    /** With the client's credentials for the plugin's registry, once more where it gives others then. */
    private <T> T ask(ImageReference plugin, Supplier<Request> asked, BiFunction<Exchange, Request, T> sent) {
        docker.check(asked.get().doing());
        return RegistryAccess.to(exchange, asked.get().doing(), plugin, null).call((own, credentials) -> {
            Request request = asked.get().patient();
            if (!credentials.isEmpty()) {
                request.header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials));
            }
            return sent.apply(own, request);
        });
    }

    private static byte[] body(List<PluginPrivilege> granted) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (PluginPrivilege each : granted) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("Name", each.name() == null ? "" : each.name());
            one.put("Description", each.description() == null ? "" : each.description());
            one.put("Value", each.value());
            all.add(one);
        }
        return Json.bytes(all);
    }

    /**
     * Makes a plugin of files: {@code POST /plugins/create}.
     *
     * @param name that it gets, with a tag
     * @param archive a tar archive with {@code config.json} and the folder {@code rootfs}; read to its end, not closed
     * @throws ConflictException when the name is taken
     */
    public void create(String name, InputStream archive) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot create a plugin: its name is blank.");
        }
        docker.discard(Request.post("create plugin '" + name + "'", "plugins", "create").query("name", name).stream(
                        archive, "application/x-tar")
                .patient());
    }

    /**
     * Starts a plugin: {@code POST /plugins/NAME/enable}.
     *
     * @param plugin its name
     * @param timeout for the plugin to answer the engine, in whole seconds, rounded up; zero means the engine's default
     */
    public void enable(String plugin, Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Cannot enable plugin '" + plugin + "': a negative time-out. Zero means the engine's default.");
        }
        docker.discard(Request.post("enable plugin '" + plugin + "'", "plugins", plugin, "enable")
                .query("timeout", timeout.plusNanos(999_999_999).toSeconds())
                .patient());
    }

    /**
     * Stops a plugin: {@code POST /plugins/NAME/disable}.
     *
     * @param plugin its name
     * @param force also when it is in use
     */
    public void disable(String plugin, boolean force) {
        docker.discard(Request.post("disable plugin '" + plugin + "'", "plugins", plugin, "disable")
                .query("force", force)
                .patient());
    }

    /**
     * Sets what can be set of a plugin, which must be disabled: {@code POST /plugins/NAME/set}.
     *
     * @param plugin its name
     * @param settings {@code NAME=value} for an environment variable, {@code args=…}, {@code NAME.source=…} for a mount,
     *     {@code NAME.path=…} for a device; the values are in no message of this client's own
     */
    public void set(String plugin, String... settings) {
        docker.discard(Request.post("set what plugin '" + plugin + "' is to be like", "plugins", plugin, "set")
                .json(Json.bytes(List.of(settings))));
    }

    /**
     * {@code DELETE /plugins/NAME}.
     *
     * @param plugin its name
     * @param force also when it is enabled
     */
    public void remove(String plugin, boolean force) {
        docker.discard(Request.delete("remove plugin '" + plugin + "'", "plugins", plugin)
                .query("force", force)
                .patient());
    }
}
