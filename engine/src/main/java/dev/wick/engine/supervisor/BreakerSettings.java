package dev.wick.engine.supervisor;

/**
 * When a venue is left alone, and for how long.
 *
 * @param failureThreshold failures in a row that open the breaker, at least 1
 * @param recoveryTimeoutMs how long it stays open at first, ms; each failed trial doubles it, up to five minutes
 * @param halfOpenCalls trials that have to succeed after that time, at least 1
 */
public record BreakerSettings(int failureThreshold, long recoveryTimeoutMs, int halfOpenCalls) {}
