package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /plugins/NAME/json}, and a line of {@code GET /plugins}.
 *
 * @param id of the plugin
 * @param name with its tag
 * @param enabled whether it runs
 * @param pluginReference where it came from; empty for one that was made here
 * @param settings what can be set
 * @param config what it brings along, as the engine names it
 * @param more what else came
 */
public record PluginDetails(
        String id,
        @Nullable String name,
        boolean enabled,
        @Nullable String pluginReference,
        Settings settings,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public PluginDetails {
        id = id == null ? "" : id;
        settings = settings == null ? new Settings(List.of(), List.of(), Map.of()) : settings;
        config = Values.others(config);
        more = Values.others(more);
    }

    /**
     * What can be set of a plugin.
     *
     * @param env {@code NAME=value} each
     * @param args of its command
     * @param more what else came, devices and mounts included
     */
    public record Settings(List<String> env, List<String> args, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Settings {
            env = Values.orEmpty(env);
            args = Values.orEmpty(args);
            more = Values.others(more);
        }

        /** Names of environment variables, arguments only counted: passwords are given as either. */
        @Override
        public String toString() {
            List<String> names = env.stream()
                    .map(each -> each.replaceFirst("(?s)=.*", "=***"))
                    .toList();
            return "Settings[env=" + names + ", args=" + args.size() + " words]";
        }
    }
}
