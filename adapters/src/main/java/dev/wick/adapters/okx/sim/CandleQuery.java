package dev.wick.adapters.okx.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.RestServer;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.Market;
import java.util.List;
import java.util.Map;

/**
 * Answers a request for candles: rows descending, those older than {@code after} and newer than {@code before}, both
 * exclusive; of too many the newest. The recent ones end with the bar that forms, and reach back 1,440 bars; the history has
 * finished bars only (not documented; the flag of a row says in either case what it is). Stateless.
 */
final class CandleQuery {
    private static final int DEFAULT_ROWS = 100;
    private static final int MAX_ROWS = 300;
    private static final int RECENT_BARS = 1_440;
    private static final int ROW_BYTES = 140;

    private final Market market;
    private final FaultDesk faults;

    CandleQuery(final Market market, final FaultDesk faults) {
        this.market = market;
        this.faults = faults;
    }

    /** A request that is refused, with status and body. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(final int status, final int code, final String message) {
            super(OkxRest.error(code, message), null, false, false);
            this.status = status;
        }
    }

    RestServer.Answer answer(final Map<String, String> parameters, final long nowMs, final boolean recent) {
        try {
            final Instrument instrument = instrument(parameters);
            final Interval interval = BarName.interval(parameters.getOrDefault("bar", "1m"))
                    .orElseThrow(() -> new Refused(400, 51000, "Parameter bar error"));
            final long after = number(parameters, "after", Long.MAX_VALUE);
            final long before = number(parameters, "before", 0);
            final long limit = number(parameters, "limit", DEFAULT_ROWS);
            final long oldestMs = recent ? oldest(interval, nowMs) : 0;
            final long newestMs = recent ? nowMs : interval.openTimeAt(nowMs) - 1;
            final List<Bar> bars = market.newestBars(
                    instrument, interval, Math.min(newestMs, after - 1), nowMs, (int) Math.min(limit, MAX_ROWS));
            return RestServer.Answer.of(200, OkxRest.data(rows(bars, Math.max(before, oldestMs - 1), nowMs)));
        } catch (final Refused e) {
            return RestServer.Answer.of(e.status, e.getMessage());
        }
    }

    private Instrument instrument(final Map<String, String> parameters) throws Refused {
        final String instId = parameters.getOrDefault("instId", "");
        if (instId.isEmpty()) {
            throw new Refused(400, 50014, "Parameter instId can not be empty");
        }
        if (faults.isDelisted(instId) || market.instrument(instId).isEmpty()) {
            throw new Refused(200, 51001, "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
        }
        return market.instrument(instId).get();
    }

    private static long oldest(final Interval interval, final long nowMs) {
        long openMs = interval.openTimeAt(nowMs);
        for (int i = 1; i < RECENT_BARS; i++) {
            openMs = interval.previous(openMs);
        }
        return openMs;
    }

    private static String rows(final List<Bar> bars, final long newerThanMs, final long nowMs) {
        final TextBuffer out = new TextBuffer(16 + ROW_BYTES * bars.size());
        for (int i = bars.size() - 1; i >= 0; i--) {
            final Bar bar = bars.get(i);
            if (bar.openTimeMs() > newerThanMs) {
                if (out.length() > 0) {
                    out.octet(',');
                }
                CandleRow.write(bar, bar.nextOpenTimeMs() <= nowMs, out);
            }
        }
        return out.toString();
    }

    private static long number(final Map<String, String> parameters, final String name, final long otherwise)
            throws Refused {
        final String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new Refused(400, 51000, "Parameter " + name + " error");
        }
        return Long.parseLong(value);
    }
}
