package dev.drydock.junit.internal.plan;

import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;

/** A container that is declared by code, in a field of a test class. */
public interface CodeDeclared {
    /**
     * What it is to be, in the form of an annotation, so that it is read and checked as one.
     *
     * @param field its name; the container's where code doesn't say another
     * @param owner the simple name of the class that has the field
     * @return also a {@link Values}
     */
    WithContainer declaration(String field, String owner);

    /**
     * It is there.
     *
     * @param context the id of the test or class that has it
     * @param running what the field stands for from now on
     */
    void attach(String context, RunningContainer running);

    /**
     * It is gone.
     *
     * @param context as when it came
     */
    void detach(String context);

    /** What such a declaration says that an annotation can't. */
    interface Values {
        /** Instances, and lambdas. */
        Extras extras();

        /** What messages call the declaration. */
        String where();
    }
}
