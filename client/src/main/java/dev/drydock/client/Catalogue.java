package dev.drydock.client;

import dev.drydock.client.internal.catalogue.CatalogueFile;
import dev.drydock.client.internal.catalogue.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations of an engine in one version, by their ids. It comes with the library; no engine is asked. Immutable.
 *
 * <pre>{@code
 * Catalogue docker = Catalogue.of("docker", "1.44");
 * docker.list("containers");             // ContainerCreate, ContainerList, …
 * docker.describe("ContainerCreate");    // what it does, its parameters, …
 * }</pre>
 */
public final class Catalogue {
    private final CatalogueFile file;
    private final String version;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Catalogue(CatalogueFile file, String version) {
        this.file = file;
        this.version = version;
        for (Operation operation : file.operations()) {
            if (has(operation.since(), operation.until())) {
                operations.put(operation.id(), shown(operation));
            }
        }
    }

    private Operation shown(Operation of) {
        List<Operation.Parameter> there = of.parameters().stream()
                .filter(parameter -> has(parameter.since(), parameter.until()))
                .toList();
        return new Operation(
                of.id(),
                of.method(),
                of.path(),
                of.summary(),
                there,
                of.kind(),
                of.patient(),
                of.upgrade(),
                of.statuses(),
                of.since(),
                of.until(),
                of.documentation().replace("{version}", version));
    }

    /** @return those that there is a catalogue of: {@code docker} and {@code podman} */
    public static List<String> engines() {
        return CatalogueFile.engines();
    }

    /**
     * @param engine {@code docker} or {@code podman}
     * @return the versions that are told apart, the oldest first: those of the Engine API for Docker; for Podman its own, between
     *     which others can be chosen, too
     * @throws IllegalArgumentException when there is no such engine
     */
    public static List<String> versions(String engine) {
        return file(engine).versions();
    }

    /**
     * @param engine {@code docker} or {@code podman}
     * @param version such as {@code 1.44} of Docker's Engine API, or {@code 5.4.2} of Podman; a {@code v} may stand before it
     * @return its operations
     * @throws IllegalArgumentException when there is no such engine, or no such version of it
     */
    public static Catalogue of(String engine, String version) {
        return of(file(engine), version);
    }

    /**
     * @param engine {@code docker} or {@code podman}
     * @return the operations of the newest version
     * @throws IllegalArgumentException when there is no such engine
     */
    public static Catalogue newest(String engine) {
        CatalogueFile file = file(engine);
        return new Catalogue(file, file.newest());
    }

    /**
     * A catalogue that doesn't come with the library, for another engine or a version to come. Its form is that of
     * {@code docker.tsv} in this jar, which a line at its beginning explains.
     *
     * @param in in UTF-8; read to its end, not closed
     * @param version one of those that it names
     * @return its operations
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException when it isn't one, or has no such version
     */
    public static Catalogue read(InputStream in, String version) throws IOException {
        return of(CatalogueFile.read(in), version);
    }

    private static Catalogue of(CatalogueFile file, String version) {
        String plain = version.startsWith("v") ? version.substring(1) : version;
        boolean known = file.versions().contains(plain)
                || (file.isBetween()
                        && Versions.isOne(plain)
                        && Versions.compare(plain, file.versions().get(0)) >= 0
                        && Versions.major(plain) <= Versions.major(file.newest()));
        if (!known) {
            throw new IllegalArgumentException("There is no version '" + version + "' in the catalogue of "
                    + file.engine() + ": it has " + file.versions().get(0) + " to " + file.newest() + ".");
        }
        return new Catalogue(file, plain);
    }

    /** For an engine that is there, and may be newer than what is known. */
    static Catalogue nearest(String engine, String version) {
        CatalogueFile file = file(engine);
        return Versions.isOne(version) && Versions.compare(version, file.newest()) < 0
                ? of(file, version)
                : new Catalogue(file, file.newest());
    }

    private static CatalogueFile file(String engine) {
        if (!CatalogueFile.engines().contains(engine)) {
            throw new IllegalArgumentException("There is no catalogue of an engine '" + engine + "': there are "
                    + String.join(", ", engines()) + ".");
        }
        return CatalogueFile.of(engine);
    }

    private boolean has(String since, @Nullable String until) {
        return Versions.has(file.versions(), version, since, until);
    }

    /** @return such as {@code docker} */
    public String engine() {
        return file.engine();
    }

    /** @return such as {@code 1.44} */
    public String version() {
        return version;
    }

    /** @return the first words of the paths, such as {@code containers}; with {@code libpod/} before Podman's own */
    public Set<String> categories() {
        Set<String> categories = new LinkedHashSet<>();
        operations.values().forEach(operation -> categories.add(operation.category()));
        return Collections.unmodifiableSet(categories);
    }

    /** @return the ids of all operations */
    public Set<String> list() {
        return Collections.unmodifiableSet(operations.keySet());
    }

    /**
     * @param category one of {@link #categories()}
     * @return the ids of its operations
     * @throws IllegalArgumentException when there is no such category
     */
    public Set<String> list(String category) {
        Set<String> ids = new LinkedHashSet<>();
        operations.values().stream()
                .filter(operation -> operation.category().equals(category))
                .forEach(operation -> ids.add(operation.id()));
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("There is no category '" + category + "' in " + this + ": there are "
                    + String.join(", ", categories()) + ".");
        }
        return Collections.unmodifiableSet(ids);
    }

    /**
     * @param id such as {@code ContainerCreate}
     * @return what is known of it; empty when there is no such operation in this version
     */
    public Optional<Operation> describe(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    /** Finds it to be used. */
    Operation require(String id) {
        Operation found = operations.get(id);
        if (found != null) {
            return found;
        }
        for (Operation other : file.operations()) {
            if (other.id().equals(id)) {
                throw new DockerException(
                        "Cannot invoke " + id + ": " + this + " hasn't got it; " + life(other.since(), other.until())
                                + ".",
                        null);
            }
        }
        throw new IllegalArgumentException(
                "Cannot invoke '" + id + "': " + this + " has no such operation." + hint(id));
    }

    /** The same parameter in another version, to tell why it isn't in this one. */
    @Nullable
    String whyNot(String id, String parameter) {
        for (Operation operation : file.operations()) {
            for (Operation.Parameter each : operation.parameters()) {
                if (operation.id().equals(id) && each.name().equals(parameter) && !has(each.since(), each.until())) {
                    return life(each.since(), each.until());
                }
            }
        }
        return null;
    }

    private String life(String since, @Nullable String until) {
        return until == null
                ? "it came with " + since
                : since.equals(file.versions().get(0))
                        ? "it went after " + until
                        : "it was there from " + since + " to " + until;
    }

    private String hint(String id) {
        String word = id.toLowerCase(Locale.ROOT);
        List<String> near = operations.keySet().stream()
                .filter(known -> {
                    String lower = known.toLowerCase(Locale.ROOT);
                    return lower.contains(word) || lower.startsWith(word.substring(0, Math.min(5, word.length())));
                })
                .limit(12)
                .toList();
        for (String engine : engines()) {
            if (!engine.equals(engine()) && newest(engine).describe(id).isPresent()) {
                return " It is one of " + engine + "'s.";
            }
        }
        return near.isEmpty() ? " Catalogue.list() names all." : " It has " + String.join(", ", near) + ".";
    }

    /** @return such as {@code docker 1.44} */
    @Override
    public String toString() {
        return file.engine() + " " + version;
    }
}
