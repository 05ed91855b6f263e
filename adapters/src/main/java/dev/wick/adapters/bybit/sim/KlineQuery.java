package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.bybit.sim.BybitRest.Refused;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;

/**
 * Answers a kline request: rows newest first, both ends inclusive on the open time; of more than the limit the newest, but
 * from a start alone the oldest. The first row may still be forming. Stateless.
 */
final class KlineQuery {
    private static final int DEFAULT_ROWS = 200;
    private static final int MAX_ROWS = 1_000;
    private static final int ROW_BYTES = 100;
    private static final int BAD_PARAMETER = 10001;

    private final BybitMarket bybit;
    private final Market market;
    private final FaultDesk faults;

    KlineQuery(final BybitMarket bybit, final Market market, final FaultDesk faults) {
        this.bybit = bybit;
        this.market = market;
        this.faults = faults;
    }

    String result(final Map<String, String> parameters, final long nowMs) throws Refused {
        if (!parameters.getOrDefault("category", "linear").equals(bybit.category())) {
            throw new Refused(BAD_PARAMETER, "params error: Category is invalid");
        }
        final Instrument instrument = market.instrument(parameters.getOrDefault("symbol", ""))
                .filter(one -> !faults.isDelisted(one.symbol()))
                .orElseThrow(() -> new Refused(BAD_PARAMETER, "Not supported symbols"));
        final Interval interval = BybitMarket.interval(parameters.getOrDefault("interval", ""))
                .orElseThrow(() -> new Refused(BAD_PARAMETER, "Invalid period!"));
        return json(instrument, bars(instrument, interval, parameters, nowMs));
    }

    private List<Bar> bars(
            final Instrument instrument,
            final Interval interval,
            final Map<String, String> parameters,
            final long nowMs)
            throws Refused {
        final Long limit = number(parameters, "limit");
        if (limit != null && limit < 1) {
            throw new Refused(BAD_PARAMETER, "params error: Limit is invalid");
        }
        final int rows = limit == null ? DEFAULT_ROWS : (int) Math.min(limit, MAX_ROWS);
        final Long fromMs = number(parameters, "start");
        final Long toMs = number(parameters, "end");
        if (fromMs != null && toMs == null) {
            return market.bars(instrument, interval, fromMs, Long.MAX_VALUE, nowMs, rows);
        }
        final List<Bar> newest =
                market.newestBars(instrument, interval, toMs == null ? Long.MAX_VALUE : toMs, nowMs, rows);
        return fromMs == null
                ? newest
                : newest.stream().filter(bar -> bar.openTimeMs() >= fromMs).toList();
    }

    private static Long number(final Map<String, String> parameters, final String name) throws Refused {
        final String value = parameters.get(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new Refused(BAD_PARAMETER, "params error: " + name + " is invalid");
        }
        return Long.valueOf(value);
    }

    private String json(final Instrument instrument, final List<Bar> bars) {
        final TextBuffer out = new TextBuffer(128 + ROW_BYTES * bars.size());
        out.text("{\"symbol\":\"" + instrument.symbol() + "\",\"category\":\"" + bybit.category() + "\",\"list\":[");
        for (int i = bars.size() - 1; i >= 0; i--) {
            row(out, bars.get(i));
            if (i > 0) {
                out.octet(',');
            }
        }
        return out.text("]}").toString();
    }

    private static void row(final TextBuffer out, final Bar bar) {
        final Instrument instrument = bar.instrument();
        final int price = instrument.priceDecimals();
        out.text("[\"").number(bar.openTimeMs()).text("\",");
        Numbers.quoted(out, bar.open(), price).octet(',');
        Numbers.quoted(out, bar.high(), price).octet(',');
        Numbers.quoted(out, bar.low(), price).octet(',');
        Numbers.quoted(out, bar.close(), price).octet(',');
        Numbers.quoted(out, bar.lots(), instrument.lotDecimals()).octet(',');
        Numbers.quoted(out, bar.turnover(), instrument.turnoverDecimals()).octet(']');
    }
}
