package dev.wick.adapters.sim.market;

import dev.wick.adapters.feed.Interval;

/** One instrument and interval while it is live: the forming bar, and whether it changed since it was last shown. */
public final class LiveSeries {
    static final long NEVER = Long.MAX_VALUE;

    private final Instrument instrument;
    private final Interval interval;
    private final Bar bar;
    private final long pushEveryMs;
    private long lastPushMs;
    private boolean dirty;

    LiveSeries(final Instrument instrument, final Interval interval, final Bar bar, final long pushEveryMs) {
        this.instrument = instrument;
        this.interval = interval;
        this.bar = bar;
        this.pushEveryMs = pushEveryMs;
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
    }

    /** The length of the bar. */
    public Interval interval() {
        return interval;
    }

    /** The bar; the market's thread writes it. */
    public Bar bar() {
        return bar;
    }

    /** Whether the bar has changed since it was last shown. */
    public boolean isUnshown() {
        return dirty;
    }

    /** When the bar is to be shown next if nothing more happens, UTC ms, or {@link #NEVER}. */
    long pushDueMs() {
        return dirty ? lastPushMs + pushEveryMs : NEVER;
    }

    void changed() {
        dirty = true;
    }

    void pushed(final long timeMs) {
        dirty = false;
        lastPushMs = timeMs;
    }

    void roll() {
        bar.begin(bar.nextOpenTimeMs(), interval.next(bar.nextOpenTimeMs()), bar.close());
    }
}
