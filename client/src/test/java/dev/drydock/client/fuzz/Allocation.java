package dev.drydock.client.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** How much may be allocated for what comes from outside. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** For buffers and messages, and for what a fuzzer allocates beside the code; less than anything that runs away. */
    private static final long FIXED = 8 << 20;

    /** For each byte of the input; a raw stream that brings them one by one takes a buffer for each. */
    private static final long EACH = 20_000;

    private Allocation() {}

    @FunctionalInterface
    interface Code<T> {
        T run() throws IOException;
    }

    /**
     * Runs the code and counts what it allocates, garbage included: more than is ever held at once, but exact, and not a
     * matter of when the collector runs.
     *
     * @param input bytes that came from outside
     * @param code may be run again: the first time, classes are loaded and instrumented
     * @return what the code returns
     */
    static <T> T bounded(long input, Code<T> code) throws IOException {
        long allowed = FIXED + EACH * input;
        long allocated = 0;
        for (int i = 0; i < 3; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = code.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated <= allowed) {
                return result;
            }
        }
        throw new AssertionError(
                allocated + " bytes were allocated for " + input + " bytes of input; " + allowed + " are allowed");
    }
}
