/** What an image is built from, as an archive, and what a builder says. */
@NullMarked
package dev.drydock.client.internal.build;

import org.jspecify.annotations.NullMarked;
