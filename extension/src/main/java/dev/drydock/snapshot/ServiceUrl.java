package dev.drydock.snapshot;

import dev.drydock.client.model.ContainerConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a program reaches the service of a container. Without passwords: it is shown. */
final class ServiceUrl {
    private static final Set<String> WEB = Set.of("80/tcp", "8080/tcp", "8000/tcp", "3000/tcp");

    private ServiceUrl() {}

    /**
     * @param image that the container was made of, as people call it
     * @param config of the container
     * @param ports where its published ports are reached, such as {@code 5432/tcp} → {@code 127.0.0.1:40123}
     * @return empty when unknown
     */
    static String of(String image, ContainerConfig config, Map<String, String> ports) {
        return switch (OpenCommand.kind(image)) {
            case "postgres", "postgis", "pgvector" -> postgres(config, ports.get("5432/tcp"));
            case "mysql" -> mysql("mysql", "MYSQL", config, ports.get("3306/tcp"));
            case "mariadb" ->
                mysql(
                        "mariadb",
                        config.env("MARIADB_DATABASE") == null ? "MYSQL" : "MARIADB",
                        config,
                        ports.get("3306/tcp"));
            case "redis", "valkey" -> ports.containsKey("6379/tcp") ? "redis://" + ports.get("6379/tcp") : "";
            default -> web(ports);
        };
    }

    private static String postgres(ContainerConfig config, @Nullable String at) {
        if (at == null) {
            return "";
        }
        String user = orElse(config.env("POSTGRES_USER"), "postgres");
        return "jdbc:postgresql://" + at + "/" + encoded(orElse(config.env("POSTGRES_DB"), user)) + "?user="
                + encoded(user);
    }

    private static String mysql(String scheme, String prefix, ContainerConfig config, @Nullable String at) {
        if (at == null) {
            return "";
        }
        return "jdbc:" + scheme + "://" + at + "/" + encoded(orElse(config.env(prefix + "_DATABASE"), "")) + "?user="
                + encoded(orElse(config.env(prefix + "_USER"), "root"));
    }

    private static String web(Map<String, String> ports) {
        if (ports.containsKey("443/tcp") && ports.size() == 1) {
            return "https://" + ports.get("443/tcp");
        }
        return ports.entrySet().stream()
                .filter(each -> WEB.contains(each.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "http://" + each.getValue())
                .findFirst()
                .orElse("");
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
