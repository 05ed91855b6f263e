package dev.wick.adapters.binance.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;

/**
 * Answers a klines request: rows ascending, both ends inclusive on the open time; without a start the most recent; the last
 * row may still be forming. Of a range, spot and usdm give the oldest rows, coinm the newest. Stateless.
 */
final class KlineQuery {
    private static final int DEFAULT_ROWS = 500;
    private static final long MAX_COINM_RANGE_MS = 200 * 86_400_000L;
    private static final int SPOT_WEIGHT = 2;

    private final BinanceMarket binance;
    private final Market market;

    KlineQuery(final BinanceMarket binance, final Market market) {
        this.binance = binance;
        this.market = market;
    }

    /** A request that is refused, with the exchange's code and words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(final int code, final String message) {
            super("{\"code\":" + code + ",\"msg\":\"" + message + "\"}", null, false, false);
        }
    }

    RestServer.Answer answer(final Map<String, String> parameters, final long nowMs) {
        try {
            final Instrument instrument = market.instrument(mandatory(parameters, "symbol"))
                    .orElseThrow(() -> new Refused(-1121, "Invalid symbol."));
            final Interval interval = binance.interval(mandatory(parameters, "interval"))
                    .orElseThrow(() -> new Refused(-1120, "Invalid interval."));
            final Long fromMs = number(parameters, "startTime");
            final Long toMs = number(parameters, "endTime");
            final List<Bar> bars = bars(instrument, interval, fromMs, toMs, limit(parameters), nowMs);
            return RestServer.Answer.of(200, KlineRows.json(binance, bars));
        } catch (final Refused e) {
            return RestServer.Answer.of(400, e.getMessage());
        }
    }

    private List<Bar> bars(
            final Instrument instrument,
            final Interval interval,
            final Long fromMs,
            final Long toMs,
            final int limit,
            final long nowMs)
            throws Refused {
        final long endMs = toMs == null ? Long.MAX_VALUE : toMs;
        if (fromMs == null) {
            return market.newestBars(instrument, interval, endMs, nowMs, limit);
        }
        if (binance != BinanceMarket.COINM) {
            return market.bars(instrument, interval, fromMs, endMs, nowMs, limit);
        }
        if (toMs != null && toMs - fromMs > MAX_COINM_RANGE_MS) {
            throw new Refused(-4088, "Maximum time interval is 200 days.");
        }
        final List<Bar> newest = market.newestBars(instrument, interval, endMs, nowMs, limit);
        return newest.stream().filter(bar -> bar.openTimeMs() >= fromMs).toList();
    }

    int weight(final Map<String, String> parameters) {
        if (binance == BinanceMarket.SPOT) {
            return SPOT_WEIGHT;
        }
        int rows = DEFAULT_ROWS;
        try {
            rows = limit(parameters);
        } catch (final Refused e) {
            return 1;
        }
        if (rows < 100) {
            return 1;
        }
        if (rows < 500) {
            return 2;
        }
        return rows <= 1_000 ? 5 : 10;
    }

    private int limit(final Map<String, String> parameters) throws Refused {
        final Long limit = number(parameters, "limit");
        if (limit == null) {
            return DEFAULT_ROWS;
        }
        if (limit < 1 || (binance != BinanceMarket.SPOT && limit > binance.maxRows())) {
            throw new Refused(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, binance.maxRows());
    }

    private static String mandatory(final Map<String, String> parameters, final String name) throws Refused {
        final String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new Refused(-1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
        }
        return value;
    }

    private static Long number(final Map<String, String> parameters, final String name) throws Refused {
        final String value = parameters.get(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new Refused(
                    -1100, "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
        }
        return Long.valueOf(value);
    }
}
