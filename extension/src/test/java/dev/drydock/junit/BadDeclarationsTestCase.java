package dev.drydock.junit;

import org.junit.jupiter.api.Test;

/** All that is wrong here is to be told at once: on the class, on its method, and on its interface. */
@WithContainer(name = "my db", image = "postgres:15")
class BadDeclarationsTestCase implements BadDeclared {
    @Test
    @WithContainer(name = "cache", image = "redis:7", ports = 70000)
    void isNotReached() {}
}

@WithContainer(name = "web", image = "nginx:1", dependsOn = "app")
interface BadDeclared {}
