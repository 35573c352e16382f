package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;

/**
 * A file or folder that is copied into a container before it is started.
 *
 * <pre>{@code
 * @CopyIn(from = "classpath:schema.sql", to = "/docker-entrypoint-initdb.d/1-schema.sql")
 * @CopyIn(content = "maxmemory 64mb", to = "/etc/redis.conf", mode = 0600, owner = "999")
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CopyIn {
    /**
     * Where it comes from: {@code classpath:name} for a resource or a folder of them, else a file or folder of this machine, relative to the
     * folder that the tests run in.
     *
     * @return empty when {@link #content()} says what it holds
     */
    String from() default "";

    /**
     * What the file holds, in UTF-8; placeholders are filled in.
     *
     * @return empty for an empty file, or when {@link #from()} says where it comes from
     */
    String content() default "";

    /**
     * What it is called in the container. Folders above it are made where they are missing. A folder's content lands in it,
     * also where it is there already.
     *
     * @return an absolute path
     */
    String to();

    /**
     * Its permissions; of a folder's files, too. Folders can also be entered by whom may read.
     *
     * @return such as {@code 0644}; -1 for those of the file, and {@code 0644} for a resource or content ({@code 0755} for a
     *     folder of resources)
     */
    int mode() default -1;

    /**
     * Whom it belongs to in the container.
     *
     * @return {@code UID} or {@code UID:GID}; empty for root
     */
    String owner() default "";
}
