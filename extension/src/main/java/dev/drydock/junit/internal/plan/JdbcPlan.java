package dev.drydock.junit.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database that must let a connection be made.
 *
 * @param template its URL, with {@code {host}} and {@code {port:5432}}
 */
public record JdbcPlan(String template) {
    private static final Pattern PORT = Pattern.compile("\\{port(?::(\\d{1,5}))?}");

    /** The container's ports in it; 0 for one that isn't said. */
    List<Integer> namedPorts() {
        List<Integer> ports = new ArrayList<>();
        Matcher matcher = PORT.matcher(template);
        while (matcher.find()) {
            ports.add(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
        }
        return ports;
    }

    /** The same with the only port that there is. */
    JdbcPlan withOnlyPort(int port) {
        return new JdbcPlan(template.replace("{port}", "{port:" + port + "}"));
    }

    /** The container's ports that it leads to. */
    public List<Integer> ports() {
        return namedPorts().stream().filter(port -> port > 0).distinct().toList();
    }

    /**
     * @param host where the container is reached
     * @param hostPort which port of the host is a port of the container
     */
    public String url(String host, IntFunction<String> hostPort) {
        String url = template.replace("{host}", host);
        return PORT.matcher(url).replaceAll(found -> {
            String port = found.group(1);
            return Matcher.quoteReplacement(port == null ? found.group() : hostPort.apply(Integer.parseInt(port)));
        });
    }

    /** Without what may be a secret: drivers take user and password behind a mark, or in front of the host. */
    public static String shown(String url) {
        String front = url.replaceAll("[?;].*", "");
        int login = front.lastIndexOf('@');
        int driver = front.indexOf(':', "jdbc:".length());
        return login < 0 || driver < 0 || driver > login
                ? front
                : front.substring(0, driver + 1) + "***" + front.substring(login);
    }

    @Override
    public String toString() {
        return shown(template);
    }
}
