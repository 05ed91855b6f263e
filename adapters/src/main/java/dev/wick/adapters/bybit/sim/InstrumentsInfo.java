package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.bybit.sim.BybitRest.Refused;
import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers a request for the list of symbols: spot all at once, the others page by page. Stateless.
 *
 * <p>The real one leaves out what does not trade unless it is asked for; this one shows it, by its status, since clients
 * are told to look at that. Cursors have the form that was recorded: encoded for a query already, and to be sent back as
 * they came.
 */
final class InstrumentsInfo {
    private static final int DEFAULT_ROWS = 500;
    private static final int MAX_ROWS = 1_000;
    private static final int BAD_PARAMETER = 10001;

    private InstrumentsInfo() {}

    static String result(final BybitMarket market, final List<Instrument> listed, final Map<String, String> parameters)
            throws Refused {
        if (!market.category().equals(parameters.get("category"))) {
            throw new Refused(BAD_PARAMETER, "params error: Category is invalid");
        }
        if (market == BybitMarket.SPOT) {
            return page(market, listed, "");
        }
        final int from = from(listed, parameters.get("cursor"));
        final int to = Math.min(listed.size(), from + limit(parameters));
        final List<Instrument> rows = listed.subList(from, to);
        final String cursor = to == listed.size()
                ? ""
                : "first%3D" + rows.get(0).symbol() + "%26last%3D"
                        + rows.get(rows.size() - 1).symbol();
        return page(market, rows, cursor);
    }

    private static int limit(final Map<String, String> parameters) throws Refused {
        final String limit = parameters.getOrDefault("limit", Integer.toString(DEFAULT_ROWS));
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MAX_ROWS) {
            throw new Refused(BAD_PARAMETER, "params error: Limit is invalid");
        }
        return Integer.parseInt(limit);
    }

    private static int from(final List<Instrument> listed, final String cursor) throws Refused {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        final String last = cursor.substring(cursor.lastIndexOf('=') + 1);
        for (int i = 0; i < listed.size(); i++) {
            if (listed.get(i).symbol().equals(last)) {
                return i + 1;
            }
        }
        throw new Refused(BAD_PARAMETER, "params error: Cursor is invalid");
    }

    private static String page(final BybitMarket market, final List<Instrument> rows, final String cursor) {
        final String head = "{\"category\":\"" + market.category() + "\",\"list\":[";
        return rows.stream()
                .map(instrument -> row(market, instrument))
                .collect(Collectors.joining(",", head, "],\"nextPageCursor\":\"" + cursor + "\"}"));
    }

    private static String row(final BybitMarket market, final Instrument instrument) {
        final String names = "\"symbol\":\"" + instrument.symbol() + "\",";
        final String coins = "\"baseCoin\":\"" + instrument.base() + "\",\"quoteCoin\":\"" + instrument.quote() + "\",";
        final String prices = "\"priceFilter\":{\"tickSize\":\"" + step(instrument.priceDecimals()) + "\"}}";
        if (market == BybitMarket.SPOT) {
            return "{" + names + coins + "\"innovation\":\"0\",\"status\":\""
                    + (instrument.trading() ? "Trading" : "PreLaunch")
                    + "\",\"marginTrading\":\"utaOnly\",\"lotSizeFilter\":{\"basePrecision\":\""
                    + step(instrument.lotDecimals()) + "\"}," + prices;
        }
        final boolean dated = isDated(instrument.symbol());
        return "{" + names + "\"contractType\":\"" + (market == BybitMarket.LINEAR ? "Linear" : "Inverse")
                + (dated ? "Futures" : "Perpetual") + "\",\"status\":\""
                + (instrument.trading() ? "Trading" : "PendingOpen") + "\"," + coins + "\"deliveryTime\":\""
                + (dated ? "1798185600000" : "0") + "\",\"settleCoin\":\""
                + (market == BybitMarket.LINEAR ? instrument.quote() : instrument.base())
                + "\",\"lotSizeFilter\":{\"qtyStep\":\"" + step(instrument.lotDecimals()) + "\"}," + prices;
    }

    /** {@code BTC-25DEC26} and {@code BTCUSDZ26}. */
    private static boolean isDated(final String symbol) {
        return symbol.contains("-") || symbol.matches(".*USD[FGHJKMNQUVXZ][0-9]{2}");
    }

    private static String step(final int decimals) {
        return BigDecimal.ONE.movePointLeft(decimals).toPlainString();
    }
}
