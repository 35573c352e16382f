/**
 * Drydock's client measured beside docker-java and a bare socket: {@link dev.drydock.benchmarks.Bench} runs all,
 * {@link dev.drydock.benchmarks.Report} writes the table.
 */
@NullMarked
package dev.drydock.benchmarks;

import org.jspecify.annotations.NullMarked;
