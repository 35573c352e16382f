package dev.drydock.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What the command reads and writes.
 *
 * @param in of the command
 * @param out its results
 * @param err what is said beside them
 * @param terminal which of these are one
 */
record Streams(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {}
