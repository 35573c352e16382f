package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code snapshot.json} of a snapshot that was exported: what lies beside it.
 *
 * @param format of the folder
 * @param id of the snapshot
 * @param kind of the snapshot, in small letters
 * @param name what people call it
 * @param test as its framework identifies it
 * @param created in RFC 3339
 * @param consistent whether all containers were paused together
 * @param images one for each container
 * @param evidence name of the image with what was written down; empty for none
 * @param stripped names of variables whose values were taken out
 * @param bytes of {@code images.tar}
 * @param sha256 of {@code images.tar}, as hexadecimal digits
 */
record SnapshotFile(
        int format,
        String id,
        String kind,
        String name,
        String test,
        String created,
        boolean consistent,
        List<Image> images,
        String evidence,
        List<String> stripped,
        long bytes,
        String sha256) {
    static final String FILE = "snapshot.json";
    static final String ARCHIVE = "images.tar";
    static final int FORMAT = 1;

    private static final long LARGEST = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            // A later Drydock may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @SuppressWarnings("NullAway") // Jackson passes null for what isn't there.
    SnapshotFile {
        id = id == null ? "" : id;
        images = images == null ? List.of() : List.copyOf(images);
        evidence = evidence == null ? "" : evidence;
        stripped = stripped == null ? List.of() : List.copyOf(stripped);
        sha256 = sha256 == null ? "" : sha256;
    }

    /**
     * @param container its name in its test class
     * @param name of the image
     */
    record Image(String container, String name) {}

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }

    /** @throws SnapshotException when it isn't there, or none of Drydock's */
    static SnapshotFile read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(folder.resolve(ARCHIVE), LinkOption.NOFOLLOW_LINKS)) {
            throw foreign(folder, "it has no files " + FILE + " and " + ARCHIVE, null);
        }
        if (Files.size(file) > LARGEST) {
            throw foreign(folder, FILE + " has " + Files.size(file) + " bytes", null);
        }
        SnapshotFile read;
        try {
            read = JSON.readValue(Files.readString(file), SnapshotFile.class);
        } catch (JsonProcessingException e) {
            throw foreign(folder, FILE + " can't be read (" + e.getOriginalMessage() + ")", e);
        } catch (CharacterCodingException e) {
            throw foreign(folder, FILE + " isn't text", e);
        }
        if (read == null || read.format() < 1 || read.images().isEmpty()) {
            throw foreign(folder, FILE + " says nothing of a snapshot", null);
        }
        if (read.format() > FORMAT) {
            throw new SnapshotException(
                    folder + " was written by a later version of Drydock (format " + read.format()
                            + ", this one reads up to " + FORMAT + "). Import it with that one.",
                    null);
        }
        return read;
    }

    private static SnapshotException foreign(Path folder, String why, @Nullable Exception cause) {
        return new SnapshotException(folder + " isn't a snapshot that was exported: " + why + ".", cause);
    }
}
