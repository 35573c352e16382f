package org.junit.internal;

/** Stands for JUnit 4's, which isn't on the class path: JUnit Jupiter knows it by its name. */
public class AssumptionViolatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AssumptionViolatedException(String message) {
        super(message);
    }
}
