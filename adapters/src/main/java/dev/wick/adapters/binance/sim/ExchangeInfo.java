package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the list of symbols, with the fields that clients use. Stateless. */
final class ExchangeInfo {
    private static final long NO_DELIVERY_MS = 4_133_404_800_000L;

    private ExchangeInfo() {}

    static String json(
            final BinanceMarket market,
            final List<Instrument> instruments,
            final long nowMs,
            final int weightPerMinute) {
        final String head = "{\"timezone\":\"UTC\",\"serverTime\":" + nowMs
                + ",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":"
                + weightPerMinute + "}],\"exchangeFilters\":[],\"symbols\":";
        return instruments.stream()
                .map(instrument -> symbol(market, instrument))
                .collect(Collectors.joining(",", head + "[", "]}"));
    }

    private static String symbol(final BinanceMarket market, final Instrument instrument) {
        final String assets = "\"symbol\":\"" + instrument.symbol() + "\",\"baseAsset\":\"" + instrument.base()
                + "\",\"quoteAsset\":\"" + instrument.quote() + "\"";
        final String filters = ",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\""
                + step(instrument.priceDecimals(), market.shownPriceDecimals(instrument))
                + "\"},{\"filterType\":\"LOT_SIZE\",\"stepSize\":\""
                + step(instrument.lotDecimals(), market.shownLotDecimals(instrument)) + "\"}]";
        final String details = switch (market) {
            case SPOT -> spot(instrument);
            case USDM -> usdm(instrument);
            case COINM -> coinm(instrument);
        };
        return "{" + assets + details + filters + "}";
    }

    private static String spot(final Instrument instrument) {
        return ",\"status\":\"" + (instrument.trading() ? "TRADING" : "BREAK")
                + "\",\"baseAssetPrecision\":8,\"quotePrecision\":8,\"isSpotTradingAllowed\":" + instrument.trading()
                + ",\"permissions\":[],\"permissionSets\":[[\"SPOT\",\"MARGIN\"]]";
    }

    private static String usdm(final Instrument instrument) {
        return ",\"pair\":\"" + instrument.symbol() + "\",\"contractType\":\"PERPETUAL\",\"status\":\""
                + (instrument.trading() ? "TRADING" : "SETTLING") + "\",\"marginAsset\":\"" + instrument.quote()
                + "\",\"deliveryDate\":" + NO_DELIVERY_MS + precisions(instrument);
    }

    private static String coinm(final Instrument instrument) {
        final String pair = instrument.base() + instrument.quote();
        return ",\"pair\":\"" + pair + "\",\"contractType\":\"" + contractType(instrument)
                + "\",\"contractStatus\":\"" + (instrument.trading() ? "TRADING" : "DELIVERING")
                + "\",\"contractSize\":" + instrument.contractSize() + ",\"marginAsset\":\"" + instrument.base()
                + "\",\"deliveryDate\":" + NO_DELIVERY_MS + precisions(instrument);
    }

    private static String contractType(final Instrument instrument) {
        if (instrument.symbol().endsWith("_PERP")) {
            return "PERPETUAL";
        }
        if (!instrument.trading()) {
            return "CURRENT_QUARTER DELIVERING";
        }
        return instrument.symbol().endsWith("_261225") ? "CURRENT_QUARTER" : "NEXT_QUARTER";
    }

    private static String precisions(final Instrument instrument) {
        return ",\"pricePrecision\":" + instrument.priceDecimals() + ",\"quantityPrecision\":"
                + instrument.lotDecimals();
    }

    private static String step(final int decimals, final int shownDecimals) {
        return BigDecimal.ONE.movePointLeft(decimals).setScale(shownDecimals).toPlainString();
    }
}
