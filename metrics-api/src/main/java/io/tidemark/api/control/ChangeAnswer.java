package io.tidemark.api.control;

/**
 * What the catalog is after a change.
 *
 * @param version its number
 * @param inForce whether it is the one by which is folded already
 */
public record ChangeAnswer(int version, boolean inForce) {}
