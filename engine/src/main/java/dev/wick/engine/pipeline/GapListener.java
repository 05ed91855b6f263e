package dev.wick.engine.pipeline;

/** Hears of holes in a series, and of what is uncertain in it. Called by the pipeline's thread: hand over to a queue, and MUST NOT wait. */
public interface GapListener {
    /**
     * Closed candles are missing, and the newer one that shows it is being published.
     *
     * @param fromMs the first missing open time, UTC ms, inclusive
     * @param toMs the last missing open time, UTC ms, inclusive
     */
    void onGapOpened(int seriesId, long fromMs, long toMs);

    /**
     * Nothing is missing any more in a series.
     *
     * @param watermarkMs the open time up to which all is published or proven not to exist, UTC ms
     * @param repaired how many of the missing candles were published, since nothing was missing last
     * @param empty how many of them were shown not to exist
     */
    void onGapClosed(int seriesId, long watermarkMs, long repaired, long empty);

    /**
     * A candle was published as closed, and REST is to confirm it: the exchange has not said that it is closed, but its
     * successor or the clock has; or its trade ids do not join those of its neighbour, so that one of the two is wrong.
     *
     * @param openTimeMs its open time, UTC ms
     */
    void onProvisionalClose(int seriesId, long openTimeMs);

    /**
     * The newest bar that REST has was compared with what the stream has brought.
     *
     * @param isNews whether it holds trades of which the stream has told nothing
     */
    void onProbed(int seriesId, boolean isNews);
}
