package dev.drydock.client.internal.registry;

import dev.drydock.client.CredentialSource;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.internal.discovery.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code docker login} and {@code podman login} have saved; see {@link CredentialSource#saved()}. */
public final class SavedCredentials implements CredentialSource {
    /** A program may have to ask the user, or another machine; but nobody may be there to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final Duration patience;

    /**
     * @param surroundings with the variables and the user's home
     */
    public SavedCredentials(Surroundings surroundings) {
        this(surroundings, PATIENCE);
    }

    SavedCredentials(Surroundings surroundings, Duration patience) {
        this.surroundings = surroundings;
        this.patience = patience;
    }

    /**
     * What a search has found.
     *
     * @param credentials none where there are none
     * @param told where they are from, or where there are none, for messages
     */
    public record Lookup(RegistryCredentials credentials, String told) {}

    @Override
    public RegistryCredentials credentials(String registry) {
        return look(registry, "", patience).credentials();
    }

    /**
     * @param registry its host and port
     * @param repository such as {@code team/app}, for which there may be credentials of their own
     * @param limit for each program that is asked
     * @return what there is
     */
    public Lookup look(String registry, String repository, Duration limit) {
        String host = RegistryKeys.host(registry);
        Duration shorter = limit.compareTo(patience) < 0 ? limit : patience;
        List<String> notes = new ArrayList<>();
        for (AuthFile file : files()) {
            if (file.trouble() != null) {
                notes.add(file.name() + " (" + file.trouble() + ")");
                continue;
            }
            int before = notes.size();
            String helper = file.helper(host);
            RegistryCredentials found = helper == null ? null : ask(file, helper, host, shorter, notes);
            if (found != null) {
                return new Lookup(found, file.name() + " by docker-credential-" + helper);
            }
            found = file.saved(host, repository, notes);
            if (found != null) {
                return new Lookup(found, file.name());
            }
            if (notes.size() == before) {
                notes.add(file.name() + " (has none)");
            }
        }
        return new Lookup(RegistryCredentials.NONE, String.join(", ", notes));
    }

    private @Nullable RegistryCredentials ask(
            AuthFile file, String helper, String host, Duration limit, List<String> notes) {
        try {
            return new CredentialHelper(surroundings, helper).get(RegistryKeys.dockerKey(host), limit);
        } catch (CredentialHelper.Failed e) {
            notes.add(file.name() + " (" + e.getMessage() + ")");
            return null;
        }
    }

    @Override
    public Map<String, RegistryCredentials> all() {
        return all(Duration.ofDays(1));
    }

    /**
     * @param limit for all programs that are asked together; when it is over, what they would have said is left out
     * @return all there are, by the registry's host and port
     */
    public Map<String, RegistryCredentials> all(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, RegistryCredentials> all = new LinkedHashMap<>();
        // A program that hangs is waited for once, not for each registry.
        Set<String> useless = new HashSet<>();
        for (AuthFile file : files()) {
            Map<String, String> programs = new LinkedHashMap<>();
            file.helpers().forEach((key, program) -> programs.put(RegistryKeys.host(key), program));
            String store = file.store();
            if (store != null) {
                list(store, left(end), useless).forEach(key -> programs.putIfAbsent(RegistryKeys.host(key), store));
            }
            programs.forEach((host, program) -> {
                if (!all.containsKey(host) && !useless.contains(program)) {
                    try {
                        RegistryCredentials found = new CredentialHelper(surroundings, program)
                                .get(RegistryKeys.dockerKey(host), left(end));
                        if (found != null) {
                            all.put(host, found);
                        }
                    } catch (CredentialHelper.Failed e) {
                        useless.add(program);
                    }
                }
            });
            for (String host : file.hosts()) {
                RegistryCredentials found = all.containsKey(host) ? null : file.saved(host, "", new ArrayList<>());
                if (found != null) {
                    all.put(host, found);
                }
            }
        }
        return all;
    }

    /** Of the time for one program, what is left of the time for all. */
    private Duration left(long end) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return left.compareTo(patience) < 0 ? left : patience;
    }

    private List<String> list(String store, Duration limit, Set<String> useless) {
        try {
            return new CredentialHelper(surroundings, store).list(limit);
        } catch (CredentialHelper.Failed e) {
            useless.add(store);
            return List.of();
        }
    }

    private List<AuthFile> files() {
        List<AuthFile> files = new ArrayList<>();
        String variable = surroundings.variable("DOCKER_AUTH_CONFIG");
        files.add(
                variable == null
                        ? new AuthFile("DOCKER_AUTH_CONFIG", AuthFile.NOTHING, "isn't set")
                        : AuthFile.of("DOCKER_AUTH_CONFIG", variable.getBytes(StandardCharsets.UTF_8)));
        Path docker = surroundings.dockerFolder();
        // Known from one client only, hence not told of where it isn't there.
        AuthFile plain = AuthFile.of(docker.resolve("plaintext-passwords.json"));
        AuthFile config = AuthFile.of(docker.resolve("config.json"));
        AuthFile legacy = AuthFile.of(surroundings.home().resolve(".dockercfg")).asEntries();
        if (plain.isThere()) {
            files.add(plain);
        }
        files.add(config);
        if (legacy.isThere()) {
            files.add(legacy);
        }
        files.addAll(podman());
        return files;
    }

    private List<AuthFile> podman() {
        String named = surroundings.variable("REGISTRY_AUTH_FILE");
        if (named != null) {
            return List.of(AuthFile.of(Path.of(named)));
        }
        List<AuthFile> files = new ArrayList<>();
        String runtime = surroundings.variable("XDG_RUNTIME_DIR");
        if (runtime != null) {
            files.add(AuthFile.of(Path.of(runtime, "containers", "auth.json")));
        }
        String config = surroundings.variable("XDG_CONFIG_HOME");
        Path folder = config == null ? surroundings.home().resolve(".config") : Path.of(config);
        files.add(AuthFile.of(folder.resolve("containers").resolve("auth.json")));
        return files.stream().filter(AuthFile::isThere).toList();
    }
}
