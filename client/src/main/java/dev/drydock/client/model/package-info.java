/**
 * What an engine answers, as records. Every field is optional, since engines and versions differ: a scalar that wasn't
 * sent is {@code null}, a collection is empty. Fields that a record has no name for are kept in its {@code more}.
 */
@NullMarked
package dev.drydock.client.model;

import org.jspecify.annotations.NullMarked;
