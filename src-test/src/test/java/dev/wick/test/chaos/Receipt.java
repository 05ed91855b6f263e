package dev.wick.test.chaos;

import java.time.Instant;

/**
 * A closed candle that a subscriber received.
 *
 * @param atMs when, real time, UTC ms
 * @param link on which of the subscriber's connections, from 1
 */
record Receipt(long openTimeMs, int revision, Values values, String finality, String source, long atMs, int link) {
    @Override
    public String toString() {
        return Instant.ofEpochMilli(atMs) + " link " + link + ": " + Instant.ofEpochMilli(openTimeMs) + " revision "
                + revision + " " + finality + "/" + source + " " + values;
    }
}
