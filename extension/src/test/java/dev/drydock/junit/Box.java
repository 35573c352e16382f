package dev.drydock.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For fixtures that need any container at all: one that is ready at once and does nothing. Kept when a test fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithContainer(
        name = "box",
        image = "busybox:1.36",
        command = {"sleep", "600"})
@CommitOnFailure
@interface Box {}
