package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.sim.market.Instrument;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is listed, and what it is called on the wire. Immutable; any thread. */
final class HyperListing {
    /**
     * One coin.
     *
     * @param instrument by its human name
     * @param coin its name on the wire: {@code BTC}, {@code xyz:AAPL}, {@code @107}
     */
    record Listed(Instrument instrument, String coin) {
        /** The builder dex before the colon; empty for the exchange's own. */
        String dex() {
            final int colon = coin.indexOf(':');
            return colon < 0 ? "" : coin.substring(0, colon);
        }
    }

    private final HyperMarket market;
    private final List<Listed> all;
    private final Map<String, Listed> byCoin = new LinkedHashMap<>();
    private final Map<String, String> coins = new HashMap<>();

    HyperListing(final HyperMarket market, final List<Listed> all) {
        this.market = market;
        this.all = List.copyOf(all);
        for (final Listed one : all) {
            byCoin.put(one.coin, one);
            coins.put(one.instrument.symbol(), one.coin);
        }
    }

    HyperMarket market() {
        return market;
    }

    List<Listed> all() {
        return all;
    }

    /** All instruments, those that do not trade included. */
    List<Instrument> instruments() {
        return all.stream().map(Listed::instrument).toList();
    }

    /** What a coin's name on the wire stands for, if it is listed. */
    Optional<Instrument> instrument(final String coin) {
        return Optional.ofNullable(byCoin.get(coin)).map(Listed::instrument);
    }

    /** The name on the wire. */
    String coin(final Instrument instrument) {
        return coins.get(instrument.symbol());
    }
}
