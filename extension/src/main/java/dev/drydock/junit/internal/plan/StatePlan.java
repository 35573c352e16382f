package dev.drydock.junit.internal.plan;

import java.util.List;

/**
 * From which state a container starts, and how its state is kept.
 *
 * @param snapshot that it starts from; empty for its image
 * @param warm whether it starts from where it was when it had become ready for the first time
 * @param before what is run in it before it is frozen, command lines for {@code sh}
 * @param open what a person runs in a snapshot of it; empty to choose by the image
 */
public record StatePlan(String snapshot, boolean warm, List<String> before, String open) {}
