package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.hyperliquid.sim.HyperListing.Listed;
import dev.wick.adapters.sim.SymbolRow;
import dev.wick.adapters.sim.SymbolRows;
import dev.wick.adapters.sim.market.Instrument;

/** What each market lists: its best-known coins first, then invented ones; of perpetuals also one that is delisted. */
final class HyperSymbols {
    /** Coin, price, lot decimals; the price's decimals are those of the tick. */
    private static final String PERP =
            "BTC 84012 5,kPEPE 0.0043712 0,xyz:AAPL 231.42 3,ETH 2790.4 4,SOL 127.33 2,HYPE 31.412 2,xyz:XYZ100 24812 4,"
                    + "XRP 1.9834 0,DOGE 0.14321 0,kBONK 0.0098121 0,AVAX 13.421 2,LINK 12.374 1,SUI 1.4023 1,LTC 82.14 2,"
                    + "BCH 531.71 3,TRX 0.27511 0,DOT 2.2811 1,NEAR 1.8741 1,APT 2.3113 2,ARB 0.21134 1,OP 0.32211 1,FIL 1.6024 1,"
                    + "ETC 13.214 2,INJ 5.9121 1,WLD 0.61234 1,SEI 0.13214 0,TIA 0.59123 1,ATOM 2.4312 2,AAVE 162.41 2,"
                    + "kSHIB 0.0081233 0,ENA 0.25121 0,CRV 0.42312 1,LDO 0.70121 1,PENDLE 2.1134 0,FARTCOIN 0.31241 1,xyz:TSLA 402.31 3";

    /** Human name, coin on the wire, price, lot decimals. Two pairs share a name, and so go by their coins. */
    private static final String SPOT =
            "PURR/USDC PURR/USDC 0.13214 0,HYPE/USDC @107 31.413 2,UBTC/USDC @142 84013 5,UETH/USDC @151 2790.5 4,"
                    + "HYPE/USDT0 @207 31.402 2,@300 @300 0.21134 0,@301 @301 0.00412 0,HFUN/USDC @1 12.341 2,USOL/USDC @156 127.34 3,"
                    + "JEFF/USDC @4 0.00412 0,UBTC/USDH @234 84020 5,USDE/USDC @150 0.99981 2";

    private static final String DELISTED = "MATIC 0.41234 1";
    private static final String USDC = "USDC";

    private HyperSymbols() {}

    /** So many that trade, and of perpetuals one that does not. */
    static HyperListing list(final HyperMarket market, final int count) {
        final boolean perp = market == HyperMarket.PERP;
        return new HyperListing(
                market,
                SymbolRows.list(
                        perp ? PERP : SPOT,
                        perp ? DELISTED : "",
                        count,
                        number -> invented(market, number),
                        row -> listed(market, row)));
    }

    private static String invented(final HyperMarket market, final int number) {
        final String base = SymbolRows.inventedBase(number);
        final String figures = SymbolRows.inventedPrice(number) + " " + number % 4;
        return market == HyperMarket.PERP
                ? base + " " + figures
                : base + "/" + USDC + " @" + (1_000 + number) + " " + figures;
    }

    private static Listed listed(final HyperMarket market, final SymbolRow row) {
        final String symbol = row.word(0);
        final int slash = symbol.indexOf('/');
        final Instrument instrument = row.inBase(
                symbol,
                slash < 0 ? base(symbol) : symbol.substring(0, slash),
                slash < 0 ? USDC : symbol.substring(slash + 1),
                row.size() - 2);
        return new Listed(instrument, market == HyperMarket.PERP ? symbol : row.word(1));
    }

    private static String base(final String symbol) {
        return symbol.startsWith("@") ? "TWIN" : symbol;
    }
}
