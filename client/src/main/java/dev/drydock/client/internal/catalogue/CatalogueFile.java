package dev.drydock.client.internal.catalogue;

import dev.drydock.client.Operation;
import dev.drydock.client.Operation.Kind;
import dev.drydock.client.Operation.Parameter;
import dev.drydock.client.Operation.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one engine in all its versions, one a line: id, method, path, kind, statuses, versions, what it does,
 * parameters, with tabs between them. A parameter is {@code name:type}, then what there is of <code>{values}</code>, {@code =default},
 * {@code !} for a required one, {@code @since-until}; {@code ^} before it means a header, {@code *} the body. Names in
 * braces in the path are parameters, too.
 */
public final class CatalogueFile {
    private static final List<String> OWN = List.of("docker", "podman");
    private static final Map<String, CatalogueFile> READ = new ConcurrentHashMap<>();
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern PARAMETER = Pattern.compile(
            "([\\^*]?)([^:]+):([a-z0-9]+(?:\\[])?)(?:\\{([^}]*)})?(?:=([^!@]*))?(!?)(?:@([0-9.]*)(?:-([0-9.]+))?)?");
    private static final Map<String, String> MEDIA = Map.of(
            "json",
            "application/json",
            "tar",
            "application/x-tar",
            "bytes",
            "application/octet-stream",
            "text",
            "text/plain");

    private final String engine;
    private final List<String> versions;
    private final boolean between;
    private final String documentation;
    private final List<Operation> operations = new ArrayList<>();

    private CatalogueFile(BufferedReader lines) throws IOException {
        this.engine = setting(lines, "engine");
        String known = setting(lines, "versions");
        this.between = known.endsWith(" ...");
        this.versions = List.of(known.replace(" ...", "").split(" ", -1));
        this.documentation = setting(lines, "docs");
        for (String line = next(lines); line != null; line = next(lines)) {
            operations.add(operation(line));
        }
    }

    /** @return the engines that there is a file of */
    public static List<String> engines() {
        return OWN;
    }

    /**
     * @param engine one of {@link #engines}
     * @return its file, read once
     */
    public static CatalogueFile of(String engine) {
        return READ.computeIfAbsent(engine, name -> {
            try (InputStream in =
                    CatalogueFile.class.getResourceAsStream("/dev/drydock/client/catalogue/" + name + ".tsv")) {
                if (in == null) {
                    throw new IllegalStateException("The catalogue of " + name + " isn't beside the classes");
                }
                return read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * @param in a file, not closed
     * @return what it says
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException when it isn't one
     */
    public static CatalogueFile read(InputStream in) throws IOException {
        return new CatalogueFile(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    /** @return such as {@code docker} */
    public String engine() {
        return engine;
    }

    /** @return those that are told apart, the oldest first */
    public List<String> versions() {
        return versions;
    }

    /** @return the newest of them */
    public String newest() {
        return versions.get(versions.size() - 1);
    }

    /** @return whether there are versions between those, too */
    public boolean isBetween() {
        return between;
    }

    /** @return all, of all versions */
    public List<Operation> operations() {
        return operations;
    }

    private static @Nullable String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            line = lines.readLine();
        }
        return line;
    }

    private static String setting(BufferedReader lines, String name) throws IOException {
        String line = next(lines);
        if (line == null || !line.startsWith(name + "\t") || line.length() == name.length() + 1) {
            throw new IllegalArgumentException("This is no catalogue: a line '" + name
                    + "', a tab and its value should come where '" + shown(line) + "' is.");
        }
        return line.substring(name.length() + 1);
    }

    private static String shown(@Nullable String line) {
        return line == null ? "the end" : line.substring(0, Math.min(line.length(), 60));
    }

    private Operation operation(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length < 7) {
            throw new IllegalArgumentException(
                    "This is no catalogue: seven or eight columns should be where '" + shown(line) + "' is.");
        }
        List<Parameter> parameters = new ArrayList<>();
        Matcher named = NAME.matcher(parts[2]);
        while (named.find()) {
            parameters.add(
                    new Parameter(named.group(1), Place.PATH, "string", List.of(), null, true, versions.get(0), null));
        }
        if (parts.length > 7) {
            for (String parameter : parts[7].split(" ", -1)) {
                parameters.add(parameter(parameter));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (String status : parts[4].split(",", -1)) {
            statuses.add(Integer.valueOf(status));
        }
        String[] life = (parts[5] + "-").split("-", -1);
        return new Operation(
                parts[0],
                parts[1],
                parts[2],
                parts[6],
                parameters,
                kind(parts[3]),
                !parts[3].equals("data") && !parts[3].equals("head"),
                upgrade(parts[3]),
                statuses,
                life[0].isEmpty() ? versions.get(0) : life[0],
                life[1].isEmpty() ? null : life[1],
                documentation.replace("{id}", parts[0]));
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "slow" -> Kind.DATA;
            case "hijack", "websocket", "h2c" -> Kind.CONNECTION;
            default -> Kind.valueOf(word.toUpperCase(Locale.ROOT));
        };
    }

    private static @Nullable String upgrade(String word) {
        return switch (word) {
            case "hijack" -> "tcp";
            case "websocket", "h2c" -> word;
            default -> null;
        };
    }

    private Parameter parameter(String text) {
        Matcher parts = PARAMETER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no catalogue: '" + text + "' should be a parameter.");
        }
        Place place = switch (parts.group(1)) {
            case "^" -> Place.HEADER;
            case "*" -> Place.BODY;
            default -> Place.QUERY;
        };
        String type = parts.group(3);
        String values = parts.group(4);
        String since = parts.group(7);
        return new Parameter(
                parts.group(2),
                place,
                place == Place.BODY ? MEDIA.getOrDefault(type, type) : type,
                values == null ? List.of() : List.of(values.split("\\|", -1)),
                parts.group(5),
                !parts.group(6).isEmpty(),
                since == null || since.isEmpty() ? versions.get(0) : since,
                parts.group(8));
    }
}
