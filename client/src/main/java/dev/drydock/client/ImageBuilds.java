package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.build.ContextTar;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.internal.registry.SavedCredentials;
import dev.drydock.client.model.Progress;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code POST /build}, whatever it is built from. */
final class ImageBuilds {
    private static final String TAR = "application/x-tar";

    private final Exchange exchange;

    ImageBuilds(Exchange exchange) {
        this.exchange = exchange;
    }

    /** From a tar archive. */
    ProgressStream start(BuildSpec spec, InputStream tar) {
        refuseRemote(spec);
        return send(spec, spec.dockerfile(), tar);
    }

    /** From a context, which is looked through before anything is sent. */
    ProgressStream start(BuildSpec spec, BuildContext context) {
        refuseRemote(spec);
        BuildContext.Opened opened = context.open(spec.dockerfile(), exchange::isPodman);
        return send(spec, opened.dockerfile(), opened.tar());
    }

    /** From what the engine fetches. */
    ProgressStream start(BuildSpec spec) {
        if (spec.remote() == null) {
            throw new IllegalArgumentException(
                    "Cannot " + doing(spec) + ": there is nothing to build from. Give a context,"
                            + " or an address with BuildSpec.withRemote(…).");
        }
        RemoteContext.check(doing(spec), spec.remote(), exchange);
        return send(spec, spec.dockerfile(), null);
    }

    private static void refuseRemote(BuildSpec spec) {
        if (spec.remote() != null) {
            throw new IllegalArgumentException("Cannot " + doing(spec)
                    + ": both a context and a remote address are given. Leave one of them out.");
        }
    }

    private ProgressStream send(BuildSpec spec, @Nullable String dockerfile, @Nullable InputStream tar) {
        Exchange once = exchange.oneCall();
        boolean podman = once.isPodman();
        if (podman && spec.takesStepsFromAnImage()) {
            throw EngineNeeds.refusal(
                    once,
                    doing(spec),
                    "to take steps over from an image with a tag, digest or id",
                    "Docker",
                    "Name the repository alone");
        }
        // Where Podman speaks Docker's API it overlooks the address.
        boolean own = podman && tar == null;
        Request request = own
                ? Request.post(doing(spec), "v4.0.0", "libpod", "build").unversioned()
                : Request.post(doing(spec), "build");
        for (ImageReference tag : spec.tags()) {
            // There, a name without a registry isn't Docker Hub's.
            request.query("t", own ? tag.registry() + "/" + tag.repository() + ":" + tag.tagOrLatest() : tag);
        }
        spec.query(podman).forEach((name, values) -> {
            if (!name.equals("dockerfile")) {
                values.forEach(value -> request.query(name, value));
            }
        });
        request.query("dockerfile", dockerfile);
        // Which images the Dockerfile names isn't looked at: the engine gets all there are, as with Docker's own
        // client.
        if (tar != null) {
            // Whoever gives a stream closes it; what reads a folder's files is ours.
            if (tar instanceof ContextTar) {
                request.ownStream(tar, TAR);
            } else {
                request.stream(tar, TAR);
            }
        }
        Map<String, RegistryCredentials> credentials = new LinkedHashMap<>(saved(once));
        credentials.putAll(spec.credentials());
        if (!credentials.isEmpty()) {
            request.header(RegistryHeaders.CONFIG, RegistryHeaders.config(credentials));
        }
        return new ProgressStream(once, doing(spec), once.send(request.patient()));
    }

    /** Programs that are asked take of the time that the call may take. */
    private static Map<String, RegistryCredentials> saved(Exchange once) {
        CredentialSource source = once.credentials();
        return source instanceof SavedCredentials saved ? saved.all(Duration.ofNanos(once.callLeft())) : source.all();
    }

    /** Reads to the end. */
    static String finish(BuildSpec spec, ProgressStream lines, Consumer<Progress> progress) {
        try (lines) {
            lines.forEachRemaining(progress);
            String id = lines.imageId();
            if (id == null) {
                throw new DockerProtocolException(
                        "Cannot " + doing(spec) + ": the engine didn't say the image's id.", null);
            }
            return id;
        }
    }

    private static String doing(BuildSpec spec) {
        return "build an image" + (spec.tags().isEmpty() ? "" : " " + spec.tags());
    }
}
