/** Snapshots measured beside a bare script: {@link dev.drydock.benchmarks.snapshot.SnapshotBench} takes them in turns. */
@NullMarked
package dev.drydock.benchmarks.snapshot;

import org.jspecify.annotations.NullMarked;
