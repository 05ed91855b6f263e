package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the list of instruments, with the fields that clients use. Stateless. */
final class InstrumentList {
    private static final String LIST_TIME_MS = "1548133413000";
    /** Futures are settled at 8:00 UTC on the day that their name tells; one time does for all. */
    private static final String EXPIRY_MS = "1798185600000";

    private InstrumentList() {}

    /** The elements of the list, without its brackets. */
    static String json(final OkxMarket market, final List<Instrument> instruments) {
        return instruments.stream().map(one -> instrument(market, one)).collect(Collectors.joining(","));
    }

    private static String instrument(final OkxMarket market, final Instrument instrument) {
        final boolean spot = market == OkxMarket.SPOT;
        final String state = instrument.trading() ? "live" : "suspend";
        return "{\"alias\":\"" + (market == OkxMarket.FUTURES ? "this_month" : "") + "\",\"baseCcy\":\""
                + (spot ? instrument.base() : "") + "\"," + contract(instrument) + "\"expTime\":\""
                + (market == OkxMarket.FUTURES ? EXPIRY_MS : "") + "\",\"instFamily\":\""
                + (spot ? "" : family(instrument)) + "\",\"instId\":\"" + instrument.symbol()
                + "\",\"instType\":\"" + market.name() + "\",\"listTime\":\"" + LIST_TIME_MS + "\",\"lotSz\":\""
                + step(instrument.lotDecimals()) + "\",\"minSz\":\"" + step(instrument.lotDecimals())
                + "\",\"quoteCcy\":\"" + (spot ? instrument.quote() : "") + "\",\"settleCcy\":\""
                + settled(instrument) + "\",\"state\":\"" + state + "\",\"tickSz\":\""
                + step(instrument.priceDecimals()) + "\",\"uly\":\""
                + (spot ? "" : instrument.base() + "-" + instrument.quote()) + "\"}";
    }

    private static String contract(final Instrument instrument) {
        return switch (instrument.kind()) {
            case BASE -> "\"ctMult\":\"\",\"ctType\":\"\",\"ctVal\":\"\",\"ctValCcy\":\"\",";
            case LINEAR -> contract("linear", instrument, instrument.base());
            case INVERSE -> contract("inverse", instrument, instrument.quote());
        };
    }

    private static String contract(final String type, final Instrument instrument, final String currency) {
        final String value = BigDecimal.valueOf(instrument.contractSize(), instrument.contractDecimals())
                .toPlainString();
        return "\"ctMult\":\"1\",\"ctType\":\"" + type + "\",\"ctVal\":\"" + value + "\",\"ctValCcy\":\"" + currency
                + "\",";
    }

    /** All of the name up to the last part: {@code BTC-USD_UM} of {@code BTC-USD_UM-261225}. */
    private static String family(final Instrument instrument) {
        return instrument.symbol().substring(0, instrument.symbol().lastIndexOf('-'));
    }

    private static String settled(final Instrument instrument) {
        return switch (instrument.kind()) {
            case BASE -> "";
            case LINEAR -> instrument.quote();
            case INVERSE -> instrument.base();
        };
    }

    private static String step(final int decimals) {
        return BigDecimal.ONE.movePointLeft(decimals).toPlainString();
    }
}
