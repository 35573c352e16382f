package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * A file or folder that is copied into a container of {@link ContainerBuilder} before it is started, as {@link CopyIn} says it
 * in annotations. Immutable.
 *
 * <pre>{@code
 * CopiedFile.from("classpath:schema.sql", "/docker-entrypoint-initdb.d/1-schema.sql")
 * CopiedFile.content("maxmemory 64mb", "/etc/redis.conf").mode(0600).owner("999")
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class CopiedFile {
    private final Attributes attributes;

    private CopiedFile(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * A resource, a file or a folder.
     *
     * @param from as {@link CopyIn#from()}
     * @param to as {@link CopyIn#to()}
     * @return what is copied
     */
    public static CopiedFile from(String from, String to) {
        return new CopiedFile(new Attributes().set("from", from).set("to", to));
    }

    /**
     * A file that holds a text.
     *
     * @param content as {@link CopyIn#content()}
     * @param to as {@link CopyIn#to()}
     * @return what is copied
     */
    public static CopiedFile content(String content, String to) {
        return new CopiedFile(new Attributes().set("content", content).set("to", to));
    }

    /**
     * @param permissions as {@link CopyIn#mode()}, such as {@code 0644}
     * @return the same with them
     */
    public CopiedFile mode(int permissions) {
        return new CopiedFile(attributes.copy().set("mode", permissions));
    }

    /**
     * @param owner as {@link CopyIn#owner()}: {@code UID} or {@code UID:GID}
     * @return the same, belonging to them
     */
    public CopiedFile owner(String owner) {
        return new CopiedFile(attributes.copy().set("owner", owner));
    }

    Attributes attributes() {
        return attributes;
    }
}
