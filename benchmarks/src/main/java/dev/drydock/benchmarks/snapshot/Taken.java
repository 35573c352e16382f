package dev.drydock.benchmarks.snapshot;

/**
 * One snapshot.
 *
 * @param wall milliseconds in all
 * @param paused milliseconds between the engine's events of the pause and its end
 * @param bytes of the image, without those of the container's own
 * @param heap bytes that the JVM used at most; 0 for the script
 */
record Taken(double wall, double paused, long bytes, long heap) {}
