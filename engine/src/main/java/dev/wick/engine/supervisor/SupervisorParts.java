package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.engine.pipeline.Publisher;
import dev.wick.engine.pipeline.VenueSkews;
import dev.wick.engine.pipeline.WakeUp;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochClock;

/**
 * What the supervisor works with.
 *
 * @param wakeUp wakes its thread
 * @param clock UTC ms
 * @param registry knows the series
 * @param publisher the way into the ring, for any thread
 * @param watermarks where each series stands
 * @param subscribers hears answers and bad news
 * @param executor runs REST calls, which block
 * @param random spreads delays
 * @param skews where to say how far the venues' clocks are off ours
 * @param legSink where connections put their candles, which ends in the ring as well
 * @param legStart called on the thread of each connection as it opens; must not throw
 */
public record SupervisorParts(
        WakeUp wakeUp,
        EpochClock clock,
        SeriesRegistry registry,
        Publisher publisher,
        Watermarks watermarks,
        SubscriberDesk subscribers,
        Executor executor,
        RandomGenerator random,
        VenueSkews skews,
        CandleSink legSink,
        Runnable legStart) {
    /** Parts of a supervisor whose knowledge of clocks nobody reads, and whose connections' threads nobody pins. */
    public SupervisorParts(
            final WakeUp wakeUp,
            final EpochClock clock,
            final SeriesRegistry registry,
            final Publisher publisher,
            final Watermarks watermarks,
            final SubscriberDesk subscribers,
            final Executor executor,
            final RandomGenerator random) {
        this(
                wakeUp,
                clock,
                registry,
                publisher,
                watermarks,
                subscribers,
                executor,
                random,
                new VenueSkews(),
                publisher,
                () -> {});
    }
}
