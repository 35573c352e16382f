package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** How long a container lives, and who shares it. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Scope {
    /** As long as what it is declared on: a class with its {@code @Nested} classes, or one invocation of a method. */
    DECLARED,

    /**
     * As long as the test run: one for all classes that declare an equal container, started when the first of them needs it.
     * A class that declares one of the same name that differs gets an error that says in what.
     */
    SESSION
}
