package dev.drydock.junit;

import dev.drydock.junit.internal.plan.CodeDeclared;
import dev.drydock.junit.internal.plan.Extras;
import dev.drydock.junit.internal.start.DelegatingContainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container that is declared by code: to JUnit the same extension as the annotations register, to Drydock a declaration
 * like theirs, and to the test a handle.
 */
final class CodedContainer extends DrydockExtension implements ContainerExtension, DelegatingContainer, CodeDeclared {
    private final Attributes attributes;
    private final Extras extras;
    private final String name;
    private final String source;
    /** By the test or class that has it: classes that inherit a field, or tests that share an instance, share this. */
    private final Map<String, RunningContainer> running = new LinkedHashMap<>();

    /**
     * @param name empty for the field's
     * @param source image or Dockerfile, for messages
     */
    CodedContainer(Attributes attributes, Extras extras, String name, String source) {
        this.attributes = attributes;
        this.extras = extras;
        this.name = name;
        this.source = source;
    }

    @Override
    public WithContainer declaration(String field, String owner) {
        String called = name.isEmpty() ? field : name;
        return (WithContainer) attributes
                .copy()
                .set("name", called)
                .set("extras", extras)
                .set("where", "ContainerExtension '" + called + "' in field " + owner + "." + field)
                .annotation(WithContainer.class, WithContainer.class, Values.class);
    }

    @Override
    public void attach(String context, RunningContainer container) {
        synchronized (running) {
            running.put(context, container);
        }
    }

    @Override
    public void detach(String context) {
        synchronized (running) {
            running.remove(context);
        }
    }

    @Override
    public RunningContainer running() {
        synchronized (running) {
            List<String> ids = running.values().stream()
                    .map(RunningContainer::id)
                    .distinct()
                    .toList();
            if (ids.size() == 1) {
                return running.values().iterator().next();
            }
            throw new IllegalStateException(this + (ids.isEmpty() ? NOT_THERE : SEVERAL));
        }
    }

    private static final String NOT_THERE = " isn't running. With @RegisterExtension on a static field it is there from"
            + " the class's @BeforeAll to its end, on an instance field from a test's @BeforeEach to its end; for other"
            + " extensions when they come after it, by @Order.";

    private static final String SEVERAL = " stands for several containers: tests that run at the same time share this"
            + " field, and have a container each. Take it as a parameter of type RunningContainer.";

    @Override
    public String toString() {
        return "ContainerExtension " + (name.isEmpty() ? "" : "'" + name + "' ") + "(" + source + ")";
    }
}
