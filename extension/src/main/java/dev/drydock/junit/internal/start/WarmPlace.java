package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Where containers are frozen for warm starts: what is frozen there from something else takes the place of what was there.
 *
 * @param owner what messages call the scope
 * @param scopeId JUnit's id of it; empty when the run shares it
 */
record WarmPlace(String owner, String scopeId) {
    private static final int FOLDER_BYTES = 6;
    /** What tells this project's place from that of others: a digest of the folder that its tests run in. */
    private static final String FOLDER = folder();

    /** Of those that are frozen together. */
    String of(List<ContainerPlan> plans) {
        return scope() + ": "
                + String.join(", ", plans.stream().map(ContainerPlan::name).toList()) + FOLDER;
    }

    /** Whether a snapshot was frozen for this scope, by a run of this project. */
    boolean has(Snapshot warm) {
        return warm.test().startsWith(scope() + ": ") && warm.test().endsWith(FOLDER);
    }

    /** A class or method by its full name, the same in each of its invocations. */
    private String scope() {
        return scopeId.isEmpty() ? owner : ofEngine(scopeId).replaceAll("/\\[[a-z-]*invocation:[^\\]]*]", "");
    }

    /** Run by a suite, or by a tool of its own, the same test has another beginning of its id. */
    static String ofEngine(String id) {
        return id.substring(Math.max(0, id.lastIndexOf("[engine:")));
    }

    /** Other projects have classes of the same names, and each has its own of the containers that a run shares. */
    private static String folder() {
        byte[] path = Path.of("").toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        return " (" + HexFormat.of().formatHex(WarmKey.sha256().digest(path), 0, FOLDER_BYTES) + ")";
    }
}
