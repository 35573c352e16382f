package dev.drydock.benchmarks.junit;

/**
 * What one run took.
 *
 * @param wall milliseconds from the start of the process to its end
 * @param cpu milliseconds of all its threads and of processes that it started
 * @param peak kB of memory at most; 0 where it isn't known
 * @param besides kB of memory that processes beside it took at most
 * @param answer milliseconds from the service's first answer to the test's body; 0 where it isn't asked
 */
record Sample(double wall, double cpu, double peak, double besides, double answer) {}
