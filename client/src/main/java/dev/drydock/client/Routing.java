package dev.drydock.client;

import dev.drydock.client.Operation.Parameter;
import dev.drydock.client.Operation.Place;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings what a user gave to an operation to where the catalogue says that it belongs. */
final class Routing {
    private final Catalogue catalogue;
    private final Operation operation;
    private final Invocation given;
    private final Map<Parameter, Object> values = new LinkedHashMap<>();
    private String doing;

    Routing(Catalogue catalogue, Invocation given) {
        this.catalogue = catalogue;
        this.operation = catalogue.require(given.id());
        this.given = given;
        this.doing = "invoke " + operation.id();
    }

    Operation operation() {
        return operation;
    }

    /** What to put into messages: names of the path aren't secret. */
    String doing() {
        return doing;
    }

    /** Makes the request; nothing is sent before all is known to be in order. */
    Request request(Payload payload) {
        sort();
        demand();
        Request request = Request.of(operation.method(), doing, path());
        values.forEach((parameter, value) -> {
            if (parameter.place() == Place.QUERY) {
                query(request, parameter, value);
            }
        });
        body(request, payload);
        values.forEach((parameter, value) -> {
            if (parameter.place() == Place.HEADER) {
                request.header(parameter.name(), header(parameter, value));
            }
        });
        given.query().forEach((name, all) -> all.forEach(value -> request.query(name, value)));
        given.headers().forEach(request::header);
        return operation.patient() ? request.patient() : request;
    }

    private void sort() {
        given.parameters().forEach((name, value) -> {
            Parameter parameter = find(name);
            if (values.put(parameter, value) != null) {
                throw new IllegalArgumentException(
                        "Cannot " + doing + ": '" + parameter.name() + "' is given twice, once as '" + name + "'.");
            }
            if (parameter.place() == Place.PATH) {
                doing += " '" + value + "'";
            }
        });
    }

    private Parameter find(String name) {
        for (Parameter parameter : operation.parameters()) {
            boolean other = parameter.place() == Place.BODY && name.equals("body");
            if (parameter.name().equals(name) || other) {
                return parameter;
            }
        }
        List<Parameter> path = operation.parameters().stream()
                .filter(each -> each.place() == Place.PATH)
                .toList();
        if (path.size() == 1 && (name.equals("id") || name.equals("name"))) {
            // The engines call the same thing by different names.
            return path.get(0);
        }
        String why = catalogue.whyNot(operation.id(), name);
        if (why != null) {
            throw new DockerException(
                    "Cannot " + doing + ": " + catalogue + " hasn't got its parameter '" + name + "'; " + why + ".",
                    null);
        }
        String known = operation.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Cannot " + doing + ": it has no parameter '" + name + "'. "
                + (known.isEmpty() ? "It has none." : "It has " + known + ".")
                + " Invocation.query() sends others.");
    }

    private void demand() {
        for (Parameter parameter : operation.parameters()) {
            Object value =
                    parameter.place() == Place.BODY && given.body() != null ? given.body() : values.get(parameter);
            if (parameter.required() && value == null) {
                throw new IllegalArgumentException("Cannot " + doing + ": '" + parameter.name() + "' is missing, "
                        + (parameter.place() == Place.BODY
                                ? "its body (" + parameter.type() + ")"
                                : "a " + parameter.type())
                        + ".");
            }
            if (parameter.required()
                    && parameter.place() != Place.BODY
                    && String.valueOf(value).isBlank()) {
                throw new IllegalArgumentException("Cannot " + doing + ": '" + parameter.name() + "' is blank.");
            }
        }
    }

    private String[] path() {
        Map<String, String> names = new LinkedHashMap<>();
        values.forEach((parameter, value) -> {
            if (parameter.place() == Place.PATH) {
                String text = value.toString();
                // Inspect shows names with a leading slash, which Podman doesn't take back.
                names.put(parameter.name(), text.startsWith("/") ? text.substring(1) : text);
            }
        });
        return segments(operation.path(), names);
    }

    /** Puts the values in place of the names in braces. */
    static String[] segments(String template, Map<String, String> names) {
        List<String> segments = new ArrayList<>();
        for (String segment : template.substring(1).split("/", -1)) {
            String filled = segment;
            for (Map.Entry<String, String> name : names.entrySet()) {
                filled = filled.equals("{" + name.getKey() + "}") ? name.getValue() : filled;
            }
            segments.add(filled);
        }
        return segments.toArray(new String[0]);
    }

    private void query(Request request, Parameter parameter, Object value) {
        boolean json = parameter.type().startsWith("json");
        boolean several = parameter.type().endsWith("[]");
        Collection<?> items = elements(value);
        if (items != null && (several || !json)) {
            items.forEach(item -> request.query(parameter.name(), plain(item)));
        } else {
            request.query(parameter.name(), plain(value));
        }
    }

    private static @Nullable Collection<?> elements(Object value) {
        return value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : null;
    }

    /** As it is to stand in a query; {@code null} where there is nothing to send. */
    static @Nullable Object plain(Object value) {
        if (value instanceof Filters filters) {
            return filters.query();
        }
        return Payload.isTree(value) ? Json.text(value) : value;
    }

    private static String header(Parameter parameter, Object value) {
        return parameter.type().equals("base64") && Payload.isTree(value)
                ? Base64.getUrlEncoder().encodeToString(Json.bytes(value))
                : value.toString();
    }

    private void body(Request request, Payload payload) {
        Parameter parameter = operation.parameters().stream()
                .filter(each -> each.place() == Place.BODY)
                .findFirst()
                .orElse(null);
        Object content = parameter == null || !values.containsKey(parameter) ? given.body() : values.get(parameter);
        if (parameter == null) {
            if (content != null) {
                throw new IllegalArgumentException("Cannot " + doing + ": it takes no body.");
            }
            return;
        }
        if (content != null && given.body() != null && content != given.body()) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": its body is given twice, once as the parameter '" + parameter.name() + "'.");
        }
        if (content == null) {
            content = parameter.defaultValue();
        }
        if (content != null) {
            String type = given.headers().getOrDefault("Content-Type", parameter.type());
            if (Payload.isTree(content) && !type.contains("json")) {
                throw new IllegalArgumentException("Cannot " + doing + ": its body is " + type + ", given as byte[],"
                        + " InputStream, Path or text, not data to be written as JSON.");
            }
            payload.into(request, content, type);
        }
    }
}
