package dev.drydock.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For fixtures of {@link KeepIT}: a container that stays as the settings say. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithContainer(
        name = "kept",
        image = "busybox:1.36",
        labels = "keepit=1",
        command = {"sleep", "600"})
@interface Kept {}
