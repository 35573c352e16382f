package dev.drydock.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Catalogue} knows of one operation of an engine.
 *
 * @param id such as {@code ContainerCreate}
 * @param method of HTTP
 * @param path parameters in braces: <code>/containers/{id}/json</code>; without a version, but where only an old one will do
 * @param summary what it does, in a sentence
 * @param parameters those of the path first
 * @param kind what comes back
 * @param patient whether it takes as long as it takes, and has the limits of streams for that
 * @param upgrade what the connection turns into: {@code tcp} (what the process reads and writes), {@code websocket},
 *     {@code h2c}; {@code null} when it stays HTTP
 * @param statuses that the engine documents
 * @param since the first version of the catalogue that has it
 * @param until the last one, {@code null} when the newest has it
 * @param documentation the engine's own words on it, a page on the web
 */
public record Operation(
        String id,
        String method,
        String path,
        String summary,
        List<Parameter> parameters,
        Kind kind,
        boolean patient,
        @Nullable String upgrade,
        List<Integer> statuses,
        String since,
        @Nullable String until,
        String documentation) {
    /** Copies the lists. */
    public Operation {
        parameters = List.copyOf(parameters);
        statuses = List.copyOf(statuses);
    }

    /** @return the first word of the path; {@code libpod/} and the second, of Podman's own */
    public String category() {
        String[] words = path.replaceFirst("^(/v[0-9.]+)?/", "").split("/", -1);
        return words[0].equals("libpod") && words.length > 1 ? "libpod/" + words[1] : words[0];
    }

    /** What comes back. */
    public enum Kind {
        /** One JSON value, a text, or nothing. */
        DATA,
        /** Header fields alone. */
        HEAD,
        /** JSON values one after the other, for as long as it goes on; one alone where the parameters say so. */
        RECORDS,
        /** The same, where one of them may be an error. */
        PROGRESS,
        /** An archive. */
        TAR,
        /** Output of containers, in frames unless it is a terminal's. */
        FRAMES,
        /** A connection in both directions. */
        CONNECTION
    }

    /** Where a parameter goes. */
    public enum Place {
        /** In place of its name in the path. */
        PATH,
        /** In the query. */
        QUERY,
        /** A header field. */
        HEADER,
        /** It is the request's body. */
        BODY
    }

    /**
     * One parameter.
     *
     * @param name as the engine has it
     * @param place where it goes
     * @param type {@code string}, {@code integer}, {@code number}, {@code boolean}; {@code json} where the engine wants JSON in
     *     a query, and {@code base64} where it wants JSON in Base64 in a header; with {@code []} where it may come several times.
     *     Of a body its media type.
     * @param values the only ones that are allowed; empty when there are others
     * @param defaultValue what the engine takes when there is none; {@code null} when that isn't told
     * @param required whether the engine needs it
     * @param since the first version of the catalogue that has it
     * @param until the last one, {@code null} when the newest has it
     */
    public record Parameter(
            String name,
            Place place,
            String type,
            List<String> values,
            @Nullable String defaultValue,
            boolean required,
            String since,
            @Nullable String until) {
        /** Copies the values. */
        public Parameter {
            values = List.copyOf(values);
        }
    }
}
