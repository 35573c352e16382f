package dev.drydock.junit.internal.plan;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.FromDockerfile;
import dev.drydock.junit.WithContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where a container's image comes from. */
final class ImageReader {
    private final WithContainer declared;
    private final String where;
    private final Mistakes mistakes;

    ImageReader(WithContainer declared, String where, Mistakes mistakes) {
        this.declared = declared;
        this.where = where;
        this.mistakes = mistakes;
    }

    /** The plan, or {@code null} when none can be told. */
    @Nullable
    ImagePlan read() {
        boolean built = !declared.build().value().isEmpty();
        Optional<ImageReference> reference = Optional.empty();
        if (built && !declared.image().isEmpty()) {
            wrong("image and build: it is either");
        }
        if (!built) {
            reference = reference();
            if (reference.isEmpty()) {
                return null;
            }
        }
        return new ImagePlan(
                reference,
                built ? Optional.of(build(declared.build())) : Optional.empty(),
                platform(),
                declared.pull(),
                age());
    }

    private Optional<ImageReference> reference() {
        if (declared.image().isBlank()) {
            wrong("image is blank; name one, such as \"postgres:15\"");
            return Optional.empty();
        }
        try {
            return Optional.of(ImageReference.parse(declared.image()));
        } catch (IllegalArgumentException e) {
            wrong("image: " + e.getMessage());
            return Optional.empty();
        }
    }

    private BuildPlan build(FromDockerfile build) {
        Path folder = Path.of(build.value());
        if (!Files.isDirectory(folder)) {
            wrong("build = \"" + build.value() + "\": there is no such folder; it would be " + folder.toAbsolutePath());
        } else if (!Files.isRegularFile(folder.resolve(build.file()))) {
            wrong("build: there is no file " + folder.resolve(build.file()).toAbsolutePath());
        }
        return new BuildPlan(
                folder, build.file(), new Values(where, mistakes).pairs("build: args", build.args()), build.target());
    }

    private String platform() {
        if (!declared.platform().matches("|[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?")) {
            wrong("platform = \"" + declared.platform() + "\": it takes OS/ARCHITECTURE, such as linux/arm64");
        }
        return declared.platform();
    }

    private Duration age() {
        try {
            return Quantities.time(declared.pullAge());
        } catch (IllegalArgumentException e) {
            wrong("pullAge = " + e.getMessage());
            return Duration.ZERO;
        }
    }

    private void wrong(String what) {
        mistakes.add(where, what);
    }
}
