package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;

/** What has become known about closed candles of a series that are missing. Open times and moments in UTC ms, all inclusive. */
public sealed interface GapEvent {
    /** Whose candles. */
    Series series();

    /** When it became known. */
    long timeMs();

    /**
     * A hole has shown itself; its candles are being fetched.
     *
     * @param fromMs the first missing open time
     * @param toMs the last
     * @param count how many are missing
     */
    record Opened(Series series, long timeMs, long fromMs, long toMs, long count) implements GapEvent {}

    /**
     * Nothing is missing any more.
     *
     * @param delivered how many of the missing candles were delivered since nothing was missing last
     * @param empty how many were shown not to exist
     * @param watermarkMs the open time up to which everything was delivered or shown not to exist
     */
    record Repaired(Series series, long timeMs, long delivered, long empty, long watermarkMs) implements GapEvent {}

    /**
     * A try to fetch missing candles has failed, and for another reason than the last one.
     *
     * @param fromMs the first open time that was asked for
     * @param toMs the last
     * @param count how many these are
     * @param cause the reason in one word, for programs
     * @param reason the reason, for people
     * @param nextTryMs when they are asked for again, as far as is known
     */
    record Missing(
            Series series, long timeMs, long fromMs, long toMs, long count, String cause, String reason, long nextTryMs)
            implements GapEvent {}
}
