package dev.drydock.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was written down beside a snapshot: text files by their paths, such as {@code failure.txt}, {@code snapshot.json} and
 * {@code db/log.txt}. Values that look secret are left out.
 */
public final class Evidence {
    private final Map<String, byte[]> files;

    Evidence(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    /** @return the paths of all files, in their order */
    public List<String> files() {
        return new ArrayList<>(files.keySet());
    }

    /**
     * @param path such as {@code db/log.txt}
     * @return the file's content, as UTF-8
     */
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
