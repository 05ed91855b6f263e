/**
 * What exchanges let one address do, and that we keep to it: one {@link dev.wick.adapters.limit.RateLimiter} for all
 * connections, messages and REST requests that an exchange counts together.
 */
package dev.wick.adapters.limit;
