package dev.wick.engine.supervisor;

/**
 * What the supervisor goes by.
 *
 * @param redundancy how many legs carry each series
 * @param maxSeriesPerLeg series on one connection, at most; the venue's own limit applies as well
 * @param reconnectDelayMs how long a lost leg waits before it dials again, at most, ms; each failure doubles it
 * @param reconnectDelayMaxMs what that grows to, ms
 * @param breaker when a venue is left alone
 * @param lingerMs how long a series stays subscribed after its last subscriber has gone, ms
 * @param symbolListMaxAgeMs after which the list of what trades is fetched again, ms
 * @param backfillWorkers REST requests for missing candles under way at once, of each venue
 * @param history how many closed candles are kept and fetched
 * @param health by what silence is judged
 */
public record SupervisorSettings(
        Redundancy redundancy,
        int maxSeriesPerLeg,
        long reconnectDelayMs,
        long reconnectDelayMaxMs,
        BreakerSettings breaker,
        long lingerMs,
        long symbolListMaxAgeMs,
        int backfillWorkers,
        HistorySettings history,
        HealthSettings health) {}
