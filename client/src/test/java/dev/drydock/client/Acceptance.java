package dev.drydock.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test proves lines of {@code acceptance/lines.tsv}. Where a line is answered by several tests, each says its part. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Acceptance.All.class)
public @interface Acceptance {
    /** Such as {@code B-029}. */
    String[] value();

    /** What a user calls, such as {@code containers().list(filters)}; where ours is another way, in a few words why. */
    String by();

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Acceptance[] value();
    }
}
