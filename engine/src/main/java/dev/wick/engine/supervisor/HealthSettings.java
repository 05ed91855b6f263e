package dev.wick.engine.supervisor;

/**
 * By what the supervisor judges silence.
 *
 * @param inactivityMs silence after which REST is asked, ms
 * @param closeGraceMs how long after its end a bar may stay without its close before REST is asked, ms
 * @param timerCloseAfterMs how long after its end the clock closes a bar, where the exchange flags no close and REST cannot
 *     be had, ms
 * @param pingIntervalMs how often legs are pinged, ms; 0 for never
 * @param pingTimeoutMs within which a ping is to be answered, ms; 0 for ever
 */
public record HealthSettings(
        long inactivityMs, long closeGraceMs, long timerCloseAfterMs, long pingIntervalMs, long pingTimeoutMs) {}
