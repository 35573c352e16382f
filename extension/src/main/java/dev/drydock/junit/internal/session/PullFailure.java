package dev.drydock.junit.internal.session;

import dev.drydock.client.BadRequestException;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.UnauthorizedException;
import dev.drydock.client.UnsupportedByEngineException;
import dev.drydock.junit.ContainerStartException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A pull that failed, and what is to be said of it.
 *
 * @param image that was wanted
 * @param source as which it was pulled
 * @param failure of the last attempt
 * @param attempts how many there were
 */
record PullFailure(ImageReference image, ImageReference source, DockerException failure, int attempts) {
    /** What registries and engines say when asking again is of no use; they don't agree on the status. */
    private static final String[] FINAL_WORDS = {
        "manifest unknown",
        "not found",
        "no matching manifest",
        "denied",
        "unauthorized",
        "no basic auth",
        "toomanyrequests",
        "no space left",
        "certificate",
        "response to https client",
        "unsupported",
        "invalid reference"
    };

    /** Whether another attempt may go better. */
    static boolean mayPass(DockerException failure) {
        if (failure instanceof DockerTimeoutException timeout) {
            return timeout.phase() != DockerTimeoutException.Phase.CALL;
        }
        boolean refused = failure instanceof NotFoundException
                || failure instanceof UnauthorizedException
                || failure instanceof ForbiddenException
                || failure instanceof BadRequestException
                || failure instanceof ConflictException
                || failure instanceof UnsupportedByEngineException;
        return !refused && Stream.of(FINAL_WORDS).noneMatch(each -> says(failure, each));
    }

    private static boolean says(DockerException failure, String words) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    /** @param present whether the engine has one of that name, which isn't to be used as it is */
    ContainerStartException exception(boolean present) {
        String from = source.equals(image) ? "" : " as " + source;
        String what = present
                ? "The image " + image + " is to be pulled anew and can't be"
                : "The image " + image + " is not on the engine and can't be pulled";
        return new ContainerStartException(what + from + ": " + failure.getMessage() + " " + advice(), failure);
    }

    private String advice() {
        String advice = kindOfAdvice();
        return source.registry().equals(image.registry())
                ? advice
                : advice + " " + Settings.REGISTRY_MIRROR + " says that images of Docker Hub come from "
                        + source.registry() + ".";
    }

    private String kindOfAdvice() {
        if (failure instanceof DockerTimeoutException timeout) {
            boolean all = timeout.phase() == DockerTimeoutException.Phase.CALL;
            return "How long " + (all ? "a pull may take" : "it may be silent") + " is said by "
                    + (all ? Settings.PULL_TIMEOUT : Settings.PULL_STALL) + ".";
        }
        if (says(failure, "toomanyrequests")) {
            return "The registry limits how often one may pull: log in to it, or name a mirror with "
                    + Settings.REGISTRY_MIRROR + ".";
        }
        if (says(failure, "no space left")) {
            return "The engine's disk is full: docker system df says with what.";
        }
        return mayPass(failure)
                ? "It was tried " + attempts + " times. Does the registry answer, and does the engine reach it?"
                : "Is the name right, and does the registry let you pull it without logging in?";
    }
}
