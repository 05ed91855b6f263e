package dev.wick.adapters.feed;

/**
 * How the REST requests of one exchange used connections. The client is the exchange's, so that all its venues tell the same.
 *
 * @param reused requests that went over a connection which had carried one before
 * @param opened requests for which a connection was opened
 */
public record RestUse(long reused, long opened) {}
