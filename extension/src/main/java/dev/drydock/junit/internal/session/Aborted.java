package dev.drydock.junit.internal.session;

import org.opentest4j.TestAbortedException;

/** Which exceptions JUnit takes for an assumption that doesn't hold. */
public final class Aborted {
    /** Where JUnit 4 is on the class path, JUnit Jupiter heeds its assumptions, too. */
    private static final String OF_JUNIT_4 = "org.junit.internal.AssumptionViolatedException";

    private Aborted() {}

    /** Whether it aborts a test, and doesn't fail it. */
    public static boolean is(Throwable thrown) {
        if (thrown instanceof TestAbortedException) {
            return true;
        }
        for (Class<?> each = thrown.getClass(); each != null; each = each.getSuperclass()) {
            if (each.getName().equals(OF_JUNIT_4)) {
                return true;
            }
        }
        return false;
    }
}
