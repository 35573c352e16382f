package dev.drydock.cli;

/** The command can't do what it was asked for. Its message is a sentence for people, with what to do next. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
        super(message);
    }

    FailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
