package dev.drydock.junit.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Settings that nobody reads, most of them mistyped: what they were to change stays as it is, without a word. */
final class UnknownSettings {
    private static final String PREFIX = "drydock.";
    private static final String FILE = "junit-platform.properties";

    private final Set<String> known;
    private final Set<String> found = new TreeSet<>();

    private UnknownSettings(Set<String> known) {
        this.known = known;
    }

    /**
     * @param known names of settings
     * @param properties of the system
     * @param environment of the process
     * @return a line for each that isn't known, with the one that is likely meant
     */
    static Set<String> of(Set<String> known, Properties properties, Map<String, String> environment) {
        UnknownSettings unknown = new UnknownSettings(known);
        properties.stringPropertyNames().forEach(name -> unknown.check(name, "system property"));
        for (String each : environment.keySet()) {
            if (each.startsWith("DRYDOCK_") && !each.startsWith("DRYDOCK_TEST_")) {
                unknown.check(each.toLowerCase(Locale.ROOT).replace('_', '.'), "environment variable " + each);
            }
        }
        file().stringPropertyNames().forEach(name -> unknown.check(name, FILE));
        return unknown.found;
    }

    private static Properties file() {
        Properties properties = new Properties();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(FILE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FILE, e);
        }
        return properties;
    }

    private void check(String name, String where) {
        if (!name.startsWith(PREFIX) || known.contains(name)) {
            return;
        }
        String nearest = known.stream()
                .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)))
                .orElse("");
        String hint =
                distance(nearest, name) <= 4 ? "; is " + nearest + " meant?" : "; there are " + new TreeSet<>(known);
        found.add(name + " (" + where + ")" + hint);
    }

    /** How many letters must be changed, left out or put in to make one word of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
