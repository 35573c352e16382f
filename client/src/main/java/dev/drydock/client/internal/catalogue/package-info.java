/** The engines' operations, as files tell them. */
@NullMarked
package dev.drydock.client.internal.catalogue;

import org.jspecify.annotations.NullMarked;
