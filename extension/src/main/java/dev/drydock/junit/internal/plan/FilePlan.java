package dev.drydock.junit.internal.plan;

/**
 * A file or folder to copy in before the start.
 *
 * @param from {@code classpath:} with a resource's name, or a path; empty when the content is given
 * @param content with placeholders; empty when it comes from somewhere
 * @param to absolute path in the container
 * @param mode permissions; -1 for those it has
 * @param uid whom it belongs to
 * @param gid which group it belongs to
 */
public record FilePlan(String from, String content, String to, int mode, int uid, int gid) {}
