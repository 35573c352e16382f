package dev.drydock.junit.internal.plan;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a container sees of other file systems. */
final class StorageReader {
    private static final Pattern VOLUME = Pattern.compile("(?:([a-zA-Z0-9][a-zA-Z0-9_.-]*):)?(/[^:]*)(:ro|:rw)?");
    private static final Pattern BIND = Pattern.compile("(.+?):(/[^:]*)(:ro|:rw)?");

    private final Set<String> places = new HashSet<>();
    private final String where;
    private final Mistakes mistakes;

    StorageReader(String where, Mistakes mistakes) {
        this.where = where;
        this.mistakes = mistakes;
    }

    StoragePlan read(String[] volumes, String[] binds, String[] tmpfs) {
        List<StoragePlan.Mount> mounts = new ArrayList<>();
        for (String each : volumes) {
            Matcher matcher = VOLUME.matcher(each);
            if (matcher.matches()) {
                String name = matcher.group(1) == null ? "" : matcher.group(1);
                mounts.add(new StoragePlan.Mount(
                        StoragePlan.Kind.VOLUME, name, matcher.group(2), ":ro".equals(matcher.group(3))));
            } else {
                wrong("volumes = \"" + each + "\": it takes [NAME:]PATH[:ro]; files of this machine are binds");
            }
        }
        for (String each : binds) {
            Matcher matcher = BIND.matcher(each);
            if (!matcher.matches()) {
                wrong("binds = \"" + each + "\": it takes SOURCE:PATH[:ro]");
                continue;
            }
            Path source = path(matcher.group(1));
            if (!Files.exists(source)) {
                wrong("binds = \"" + each + "\": there is no " + source
                        + "; the engine would make an empty folder of it");
            }
            mounts.add(new StoragePlan.Mount(
                    StoragePlan.Kind.BIND, source.toString(), matcher.group(2), ":ro".equals(matcher.group(3))));
        }
        Map<String, String> inMemory = new LinkedHashMap<>();
        mounts.forEach(each -> place(each.path()));
        for (String each : tmpfs) {
            int colon = each.indexOf(':');
            String path = colon < 0 ? each : each.substring(0, colon);
            if (!path.startsWith("/")) {
                wrong("tmpfs = \"" + each + "\": it takes PATH[:OPTIONS], and a path in the container begins with /");
            }
            place(path);
            inMemory.put(path, colon < 0 ? "" : each.substring(colon + 1));
        }
        return new StoragePlan(List.copyOf(mounts), inMemory);
    }

    private Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            wrong("binds: it is no path of this machine: " + e.getReason());
            return Path.of("");
        }
    }

    private void place(String path) {
        if (path.matches("/+")) {
            wrong("volumes, binds, tmpfs: nothing can be mounted at /");
        } else if (!places.add(path.replaceFirst("/+$", ""))) {
            wrong("volumes, binds, tmpfs: two are to be at " + path);
        }
    }

    private void wrong(String what) {
        mistakes.add(where, what);
    }
}
