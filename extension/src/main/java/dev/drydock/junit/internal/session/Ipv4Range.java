package dev.drydock.junit.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses with a common beginning.
 *
 * @param base the first
 * @param prefix how many bits they have in common
 */
record Ipv4Range(long base, int prefix) {
    private static final Path ROUTES = Path.of("/proc/net/route");

    Ipv4Range {
        base = (base >> (32 - prefix)) << (32 - prefix);
    }

    /** Such as {@code 10.213.0.0/16}. */
    static Ipv4Range parse(String text) {
        String[] parts = text.split("[./]", -1);
        long base = 0;
        for (int i = 0; i < 4; i++) {
            base = (base << 8) | Integer.parseInt(parts[i]);
        }
        return new Ipv4Range(base, Integer.parseInt(parts[4]));
    }

    /** What this machine has routes for, but for the default route; nothing where they can't be seen. */
    static List<Ipv4Range> routes() {
        try {
            return routes(Files.readAllLines(ROUTES));
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Lines of Linux: the second field is the destination and the eighth the mask, both with the bytes turned around. */
    static List<Ipv4Range> routes(List<String> lines) {
        List<Ipv4Range> routes = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 7) {
                int prefix = Integer.bitCount(Integer.parseUnsignedInt(fields[7], 16));
                if (prefix > 0) {
                    int base = Integer.reverseBytes(Integer.parseUnsignedInt(fields[1], 16));
                    routes.add(new Ipv4Range(Integer.toUnsignedLong(base), prefix));
                }
            }
        }
        return routes;
    }

    boolean overlaps(Ipv4Range other) {
        int common = 32 - Math.min(prefix, other.prefix);
        return base >> common == other.base >> common;
    }

    /** Whether all of the other's addresses are in it. */
    boolean covers(Ipv4Range other) {
        return prefix <= other.prefix && overlaps(other);
    }

    /** How many parts of that size there are in it. */
    int parts(int ofPrefix) {
        return 1 << (ofPrefix - prefix);
    }

    /** One of them, counted from 0. */
    Ipv4Range part(int ofPrefix, int number) {
        return new Ipv4Range(base + ((long) number << (32 - ofPrefix)), ofPrefix);
    }

    /** The first address that somebody can have: the gateway's. */
    String gateway() {
        return shown(base + 1);
    }

    private static String shown(long address) {
        return (address >> 24) + "." + ((address >> 16) & 0xff) + "." + ((address >> 8) & 0xff) + "."
                + (address & 0xff);
    }

    @Override
    public String toString() {
        return shown(base) + "/" + prefix;
    }
}
