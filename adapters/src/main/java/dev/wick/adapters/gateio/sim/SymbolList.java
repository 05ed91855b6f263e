package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the list of pairs or contracts, with the fields that clients use. Stateless. */
final class SymbolList {
    private SymbolList() {}

    static String json(final GateMarket market, final List<Instrument> instruments) {
        return instruments.stream()
                .map(instrument -> market == GateMarket.SPOT ? pair(instrument) : contract(instrument))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String pair(final Instrument instrument) {
        // Of the two that do not trade, one may still be sold.
        final String halted = instrument.symbol().startsWith("POOLX") ? "untradable" : "sellable";
        return "{\"id\":\"" + instrument.symbol() + "\",\"base\":\"" + instrument.base() + "\",\"base_name\":\""
                + instrument.base() + "\",\"quote\":\"" + instrument.quote() + "\",\"quote_name\":\""
                + instrument.quote() + "\",\"trade_quotes\":[],\"fee\":\"0.2\",\"min_base_amount\":\""
                + step(instrument.lotDecimals()) + "\",\"min_quote_amount\":\"3\",\"amount_precision\":"
                + instrument.lotDecimals() + ",\"precision\":" + instrument.priceDecimals() + ",\"trade_status\":\""
                + (instrument.trading() ? "tradable" : halted)
                + "\",\"sell_start\":0,\"buy_start\":0,\"type\":\"normal\",\"st_tag\":false}";
    }

    private static String contract(final Instrument instrument) {
        // Of the two that do not trade, one leaves and one has not begun.
        final boolean leaves = !instrument.trading() && !instrument.symbol().startsWith("NEWLY");
        final String halted = leaves ? "delisting" : "prelaunch";
        final String multiplier = instrument.inverse()
                ? "0"
                : BigDecimal.valueOf(instrument.contractSize(), instrument.contractDecimals())
                        .toPlainString();
        return "{\"funding_rate_indicative\":\"0.0001\",\"mark_price_round\":\"" + step(instrument.priceDecimals())
                + "\",\"in_delisting\":" + leaves + ",\"order_price_round\":\"" + step(instrument.priceDecimals())
                + "\",\"order_size_min\":1,\"enable_decimal\":" + (instrument.lotDecimals() > 0) + ",\"name\":\""
                + instrument.symbol() + "\",\"type\":\"" + (instrument.inverse() ? "inverse" : "direct")
                + "\",\"quanto_multiplier\":\"" + multiplier + "\",\"is_pre_market\":false,\"status\":\""
                + (instrument.trading() ? "trading" : halted) + "\",\"contract_type\":\"\"}";
    }

    private static String step(final int decimals) {
        return BigDecimal.ONE.movePointLeft(decimals).toPlainString();
    }
}
