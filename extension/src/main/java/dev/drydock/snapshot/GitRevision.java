package dev.drydock.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The revision of the sources that a process was started in.
 *
 * @param revision 40 or 64 hexadecimal digits
 * @param branch empty when none is checked out
 * @param changed whether files were changed since, those aside that git doesn't follow; empty where the git program can't tell
 */
record GitRevision(String revision, String branch, Optional<Boolean> changed) {
    private static final long PATIENCE_SECONDS = 5;

    /**
     * @param folder in the sources
     * @return what is checked out there; empty when that isn't in git
     */
    static Optional<GitRevision> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.exists(git)) {
                    return read(at, Files.isDirectory(git) ? git : linked(git));
                }
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger("dev.drydock").log(System.Logger.Level.DEBUG, "Cannot read the git revision", e);
        }
        return Optional.empty();
    }

    /** Of a worktree, a file says where the folder is. */
    private static Path linked(Path file) throws IOException {
        String folder = Files.readString(file).strip().replaceFirst("^gitdir:\\s*", "");
        return file.resolveSibling(folder);
    }

    private static Optional<GitRevision> read(Path sources, Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref:")) {
            return Optional.of(new GitRevision(head, "", changed(sources)));
        }
        String ref = head.substring("ref:".length()).strip();
        Path common = git.resolve("commondir");
        Path refs = Files.exists(common) ? git.resolve(Files.readString(common).strip()) : git;
        Optional<String> revision = Optional.empty();
        for (Path each : new Path[] {git.resolve(ref), refs.resolve(ref)}) {
            if (Files.isRegularFile(each)) {
                revision = Optional.of(Files.readString(each).strip());
            }
        }
        if (revision.isEmpty() && Files.exists(refs.resolve("packed-refs"))) {
            try (Stream<String> packed = Files.lines(refs.resolve("packed-refs"))) {
                revision = packed.filter(line -> line.endsWith(" " + ref))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst();
            }
        }
        return revision.map(each -> new GitRevision(each, ref.replaceFirst("^refs/heads/", ""), changed(sources)));
    }

    /** Asks the program: what git takes for a change depends on a great deal. */
    private static Optional<Boolean> changed(Path sources) {
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder("git", "diff", "--no-ext-diff", "--quiet", "HEAD", "--")
                    .directory(sources.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            // What a hook or another program has set would lead elsewhere.
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(each -> each.startsWith("GIT_"));
            environment.put("GIT_OPTIONAL_LOCKS", "0");
            process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() > 1) {
                return Optional.empty();
            }
            return Optional.of(process.exitValue() == 1);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
