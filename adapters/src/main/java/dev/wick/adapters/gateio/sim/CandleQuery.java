package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;

/**
 * Answers a request for candles: rows ascending, times in seconds and inclusive at both ends, the last row perhaps still
 * forming. What is too wide or too old is refused, not cut. Stateless.
 *
 * <p>The words of refusals are recorded, but for those of a missing parameter and an unknown contract.
 */
final class CandleQuery {
    private static final int DEFAULT_ROWS = 100;

    private final GateMarket gate;
    private final Market market;

    CandleQuery(final GateMarket gate, final Market market) {
        this.gate = gate;
        this.market = market;
    }

    /** A request that is refused, with the exchange's label and words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(final String label, final String message) {
            super("{\"label\":\"" + label + "\",\"message\":\"" + message + "\"}", null, false, false);
        }

        static Refused value(final String parameter, final String value) {
            return invalid("Invalid request parameter `" + parameter + "` value: " + value.replaceAll("[\"\\\\]", ""));
        }

        static Refused invalid(final String message) {
            return new Refused("INVALID_PARAM_VALUE", message);
        }
    }

    RestServer.Answer answer(final Map<String, String> parameters, final long nowMs) {
        try {
            final Instrument instrument = instrument(parameters);
            final String name = parameters.getOrDefault("interval", "5m");
            final Interval interval = GateMarket.interval(name).orElseThrow(() -> Refused.value("interval", name));
            final List<Bar> bars = bars(instrument, interval, parameters, nowMs);
            return RestServer.Answer.of(200, CandleRows.json(gate, bars, nowMs));
        } catch (final Refused e) {
            return RestServer.Answer.of(400, e.getMessage());
        }
    }

    private Instrument instrument(final Map<String, String> parameters) throws Refused {
        final String symbol = parameters.get(gate.symbolParameter());
        if (symbol == null) {
            throw new Refused("MISSING_REQUIRED_PARAM", "Missing required parameter: " + gate.symbolParameter());
        }
        final String shown = symbol.replaceAll("[\"\\\\]", "");
        return market.instrument(symbol)
                .orElseThrow(() -> gate == GateMarket.SPOT
                        ? new Refused("INVALID_CURRENCY_PAIR", "Invalid currency pair " + shown)
                        : new Refused("CONTRACT_NOT_FOUND", "contract not found: " + shown));
    }

    private List<Bar> bars(
            final Instrument instrument,
            final Interval interval,
            final Map<String, String> parameters,
            final long nowMs)
            throws Refused {
        final Long fromS = number(parameters, "from");
        final Long toS = number(parameters, "to");
        final Long limit = number(parameters, "limit");
        if (fromS == null && toS == null) {
            return market.newestBars(instrument, interval, Long.MAX_VALUE, nowMs, rows(limit));
        }
        if (limit != null) {
            throw Refused.value("limit", Long.toString(limit));
        }
        final long lastMs = interval.openTimeAt(toS == null ? nowMs : toS * 1_000);
        final long barMs = interval.shortestMs();
        final long firstMs = fromS == null ? lastMs - DEFAULT_ROWS * barMs : interval.openTimeAt(fromS * 1_000);
        if ((lastMs - firstMs) / barMs >= gate.maxRows()) {
            throw Refused.invalid(
                    "Candlestick range too broad. Maximum " + gate.maxRows() + " data points are allowed per request");
        }
        if (firstMs < interval.openTimeAt(nowMs) - GateMarket.BARS_KEPT * barMs) {
            throw Refused.invalid("Candlestick too long ago. Maximum " + GateMarket.BARS_KEPT + " points "
                    + (gate == GateMarket.SPOT ? "ago" : "recently") + " are allowed");
        }
        return market.bars(instrument, interval, firstMs, lastMs, nowMs, gate.maxRows());
    }

    private int rows(final Long limit) throws Refused {
        if (limit == null) {
            return DEFAULT_ROWS;
        }
        if (limit < 1 || limit > gate.maxRows()) {
            throw Refused.value("limit", Long.toString(limit));
        }
        return limit.intValue();
    }

    private static Long number(final Map<String, String> parameters, final String name) throws Refused {
        final String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,11}")) {
            throw Refused.value(name, text);
        }
        return Long.valueOf(text);
    }
}
