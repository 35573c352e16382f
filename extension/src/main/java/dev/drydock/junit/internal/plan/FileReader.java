package dev.drydock.junit.internal.plan;

import dev.drydock.junit.CopyIn;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which files to copy in. */
final class FileReader {
    /** In front of the name of a resource. */
    static final String CLASSPATH = "classpath:";

    private static final Pattern TARGET = Pattern.compile("(/(?!\\.{0,2}(/|$))[^/\\x00]+)+");
    private static final Pattern OWNER = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

    private final StoragePlan storage;
    private final String where;
    private final Mistakes mistakes;

    FileReader(StoragePlan storage, String where, Mistakes mistakes) {
        this.storage = storage;
        this.where = where;
        this.mistakes = mistakes;
    }

    List<FilePlan> read(CopyIn[] files) {
        List<FilePlan> plans = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (CopyIn each : files) {
            plans.add(read(each));
            if (!seen.add(each.to())) {
                wrong("two files are to be " + each.to());
            }
        }
        return List.copyOf(plans);
    }

    private FilePlan read(CopyIn file) {
        if (!file.from().isEmpty() && !file.content().isEmpty()) {
            wrong("the file for " + file.to() + " has from and content: it is either");
        }
        if (!TARGET.matcher(file.to()).matches()) {
            wrong("to = \"" + file.to()
                    + "\": it is the whole path in the container, with the file's name, and begins with /");
        }
        if (file.mode() < -1 || file.mode() > 07777) {
            wrong("mode = " + file.mode() + ": it takes permissions in octal, such as 0644");
        }
        source(file.from());
        hidden(file.to());
        Matcher owner = OWNER.matcher(file.owner());
        boolean owned = owner.matches();
        if (!file.owner().isEmpty() && !owned) {
            wrong("owner = \"" + file.owner() + "\": it takes UID or UID:GID, in numbers");
        }
        int uid = owned ? Integer.parseInt(owner.group(1)) : 0;
        int gid = owned && owner.group(2) != null ? Integer.parseInt(owner.group(2)) : uid;
        return new FilePlan(file.from(), file.content(), file.to(), file.mode(), uid, gid);
    }

    private void source(String from) {
        if (from.startsWith(CLASSPATH)) {
            String name = from.substring(CLASSPATH.length()).replaceFirst("^/", "");
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            if (loader == null || loader.getResource(name) == null) {
                wrong("from = \"" + from + "\": there is no resource " + name + " on the class path");
            }
            return;
        }
        try {
            if (!from.isEmpty() && !Files.exists(Path.of(from))) {
                wrong("from = \"" + from + "\": there is no file "
                        + Path.of(from).toAbsolutePath() + "; is it a resource, classpath:" + from + "?");
            }
        } catch (InvalidPathException e) {
            wrong("from: it is no path of this machine: " + e.getReason());
        }
    }

    /** What is mounted when the container starts lies over what was copied, or is this machine's. */
    private void hidden(String to) {
        for (String path : storage.tmpfs().keySet()) {
            if (isBelow(to, path)) {
                wrong(to + " can't be copied to: tmpfs = \"" + path + "\" is empty at the start");
            }
        }
        for (StoragePlan.Mount mount : storage.mounts()) {
            if (mount.kind() == StoragePlan.Kind.BIND && isBelow(to, mount.path())) {
                wrong(to + " is in binds = \"" + mount.source() + ":" + mount.path()
                        + "\": it would be written to this machine");
            } else if (mount.readOnly() && isBelow(to, mount.path())) {
                wrong(to + " can't be copied to: the volume at " + mount.path() + " is read-only");
            }
        }
    }

    private static boolean isBelow(String path, String folder) {
        return (path + "/").startsWith(folder.replaceFirst("/*$", "/"));
    }

    private void wrong(String what) {
        mistakes.add(where, "files: " + what);
    }
}
