package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts broken candles by venue and reason, and logs the first of each series and reason. The pipeline's thread. */
final class Rejections {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    private Rejections() {}

    static void reject(final SeriesState series, final Candle candle, final RejectReason reason) {
        series.venue.rejected(reason).increment();
        if (!series.noteRejected(reason)) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("exchange", series.series.venue().exchange())
                .addKeyValue("contract_type", series.series.venue().contractType())
                .addKeyValue("symbol", series.series.symbol())
                .addKeyValue("leg", candle.legId)
                .addKeyValue("reason", reason.text())
                .log(
                        "A broken candle of {} is left out: {}. Further ones of this kind are only counted",
                        series.series,
                        CandleText.of(candle));
    }
}
