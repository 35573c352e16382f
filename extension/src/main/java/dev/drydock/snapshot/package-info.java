/**
 * Snapshots: containers frozen as images, with the data in their volumes. {@link dev.drydock.snapshot.Snapshots} takes,
 * finds and removes them; it knows nothing of JUnit.
 */
@NullMarked
package dev.drydock.snapshot;

import org.jspecify.annotations.NullMarked;
