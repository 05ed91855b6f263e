package dev.wick.engine;

import dev.wick.engine.pipeline.SeriesStates;
import dev.wick.engine.supervisor.Watermarks;

/** Where each series stands, by the pipeline's books; any thread. */
record BookedWatermarks(SeriesStates states) implements Watermarks {
    @Override
    public long watermarkMs(final int seriesId) {
        return states.watermarkMs(seriesId);
    }

    @Override
    public long frontierMs(final int seriesId) {
        return states.frontierMs(seriesId);
    }

    @Override
    public long oldestMissingMs(final int seriesId) {
        return states.oldestMissingMs(seriesId);
    }
}
