package dev.drydock.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For fixtures that share a container with other classes: a web server that says hello. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithContainer(
        name = "common",
        image = "busybox:1.36",
        ports = 80,
        scope = Scope.SESSION,
        command = {"sh", "-c", Web.HELLO})
@interface Common {}
