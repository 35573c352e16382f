package dev.drydock.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For fixtures that need a container with a port: a web server that says hello. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithContainer(
        name = "web",
        image = "busybox:1.36",
        ports = 80,
        command = {"sh", "-c", Web.HELLO})
@interface Web {
    String HELLO = "mkdir /www; echo hello >/www/index.html; exec httpd -f -p 80 -h /www";
}
