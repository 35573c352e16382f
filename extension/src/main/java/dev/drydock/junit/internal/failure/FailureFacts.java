package dev.drydock.junit.internal.failure;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.start.LiveContainer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is known of a failure besides its containers. */
final class FailureFacts {
    /** A failure's messages may hold whole answers of servers. */
    private static final int LONGEST = 1 << 20;

    private FailureFacts() {}

    static Map<String, String> of(
            ExtensionContext context, Throwable failure, EngineSession session, List<LiveContainer> containers) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("failure.txt", stackTrace(failure));
        facts.put("displayName", context.getDisplayName());
        context.getTestClass().ifPresent(type -> facts.put("testClass", type.getName()));
        context.getTestMethod().ifPresent(method -> facts.put("testMethod", method.getName()));
        facts.put("failure", failure.getClass().getName());
        String junit = ExtensionContext.class.getPackage().getImplementationVersion();
        facts.put("junit", junit == null ? "unknown" : junit);
        Map<String, String> names = new LinkedHashMap<>();
        containers.forEach(each -> names.put(each.id(), each.name()));
        // Those of the engine are the last few hundred of all that uses it.
        facts.put("events.txt", session.events().of(names));
        return facts;
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String all = text.toString();
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "\n# The rest is cut.\n";
    }
}
