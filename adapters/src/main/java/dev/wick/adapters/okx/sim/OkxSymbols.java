package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.SymbolRow;
import dev.wick.adapters.sim.SymbolRows;
import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;

/**
 * What each market lists: its best-known symbols first, then invented ones, and at the end two that do not trade.
 *
 * <p>A row is symbol, price, decimals of a lot and, of contracts, what one stands for. Whether that is of the base currency or
 * of the quote currency tells the name: contracts that are quoted in plain {@code USD} are inverse.
 */
final class OkxSymbols {
    private static final String SPOT = "BTC-USDT 84012.3 8,ETH-USDT 2790.41 6,OKB-USDT 112.731 6,SOL-USDT 127.33 6,"
            + "XRP-USDT 1.9834 6,DOGE-USDT 0.14321 6,BTC-USDC 84001.5 8,ETH-USDC 2790.22 6,BTC-USD 84011.6 8,"
            + "ADA-USDT 0.4107 4,TRX-USDT 0.27513 4,AVAX-USDT 13.42 6,LINK-USDT 12.371 6,TON-USDT 1.512 6,"
            + "DOT-USDT 2.281 6,LTC-USDT 82.14 6,BCH-USDT 531.7 6,UNI-USDT 6.012 6,NEAR-USDT 1.874 6,APT-USDT 2.311 6,"
            + "ICP-USDT 4.012 6,ETC-USDT 13.21 6,XLM-USDT 0.22912 6,HBAR-USDT 0.13421 4,FIL-USDT 1.602 6,"
            + "ARB-USDT 0.2113 4,OP-USDT 0.3221 4,ATOM-USDT 2.431 6,INJ-USDT 5.912 4,SUI-USDT 1.4021 4,"
            + "AAVE-USDT 162.41 6,TIA-USDT 0.5912 4,ALGO-USDT 0.1398 4,GRT-USDT 0.05011 4,SAND-USDT 0.1487 4,"
            + "CRV-USDT 0.4231 4,LDO-USDT 0.7012 4,WLD-USDT 0.6123 4,ETH-BTC 0.03321 6,USDC-USDT 0.9998 4,"
            + "PEPE-USDT 0.000004371 0,SHIB-USDT 0.000008123 0";

    private static final String SWAP = "BTC-USDT-SWAP 84021.1 2 0.01,BTC-USD-SWAP 84019.3 1 100,"
            + "ETH-USDT-SWAP 2790.82 2 0.1,ETH-USD-SWAP 2790.62 1 10,SOL-USDT-SWAP 127.33 2 1,SOL-USD-SWAP 127.34 0 10,"
            + "XRP-USDT-SWAP 1.9836 2 100,XRP-USD-SWAP 1.9835 0 10,DOGE-USDT-SWAP 0.14322 2 1000,LTC-USD-SWAP 82.14 0 10,"
            + "BTC-USDC-SWAP 84011.4 1 0.0001,ETH-USDC-SWAP 2790.41 1 0.001,LTC-USDT-SWAP 82.15 1 1,"
            + "ADA-USDT-SWAP 0.4108 1 100,AVAX-USDT-SWAP 13.42 1 1,LINK-USDT-SWAP 12.373 1 1,DOT-USDT-SWAP 2.282 1 1,"
            + "BCH-USDT-SWAP 531.7 1 0.1,TRX-USDT-SWAP 0.27512 2 1000,NEAR-USDT-SWAP 1.874 1 10,"
            + "APT-USDT-SWAP 2.3115 1 1,ARB-USDT-SWAP 0.21131 1 10,OP-USDT-SWAP 0.3222 0 1,FIL-USDT-SWAP 1.602 1 0.1,"
            + "ETC-USDT-SWAP 13.212 1 10,INJ-USDT-SWAP 5.912 1 0.1,WLD-USDT-SWAP 0.6124 1 1,TIA-USDT-SWAP 0.5913 1 1,"
            + "ATOM-USDT-SWAP 2.431 1 1,UNI-USDT-SWAP 6.013 1 1,AAVE-USDT-SWAP 162.45 1 0.1,SUI-USDT-SWAP 1.4023 1 1,"
            + "PEPE-USDT-SWAP 0.000004371 1 10000000,SHIB-USDT-SWAP 0.000008123 1 1000000";

    private static final String FUTURES = "BTC-USD_UM-261225 84412.6 0 0.01,BTC-USD-261225 84410.1 1 100,"
            + "ETH-USD_UM-261225 2803.71 0 0.1,ETH-USD-261225 2803.5 1 10,BTC-USD_UM-261127 84101.2 0 0.01,"
            + "BTC-USD-261127 84100.9 1 100,ETH-USD_UM-261127 2793.11 0 0.1,ETH-USD-261127 2793.02 1 10,"
            + "BTC-USD_UM-270326 85011.2 0 0.01,BTC-USD-270326 85010.4 1 100,ETH-USD_UM-270326 2823.9 0 0.1,"
            + "ETH-USD-270326 2823.77 1 10,SOL-USD-261225 127.91 0 10,XRP-USD-261225 1.9921 0 10";

    private static final String HALTED_SPOT = "LUNC-USDT 0.00005211 2,FTT-USDT 0.6123 4";
    private static final String HALTED_SWAP = "SRM-USDT-SWAP 0.0123 0 1,BSV-USD-SWAP 21.31 0 10";
    private static final String HALTED_FUTURES = "BTC-USD_UM-260925 83998.1 0 0.01,BTC-USD-260925 83997.2 1 100";

    private OkxSymbols() {}

    /** So many that trade, and two that do not. */
    static List<Instrument> list(final OkxMarket market, final int count) {
        return SymbolRows.list(
                known(market), halted(market), count, number -> invented(market, number), OkxSymbols::instrument);
    }

    private static String known(final OkxMarket market) {
        return switch (market) {
            case SPOT -> SPOT;
            case SWAP -> SWAP;
            case FUTURES -> FUTURES;
        };
    }

    private static String halted(final OkxMarket market) {
        return switch (market) {
            case SPOT -> HALTED_SPOT;
            case SWAP -> HALTED_SWAP;
            case FUTURES -> HALTED_FUTURES;
        };
    }

    private static String invented(final OkxMarket market, final int number) {
        final String base = SymbolRows.inventedBase(number);
        final String price = SymbolRows.inventedPrice(number);
        final boolean inverse = number % 4 == 0;
        return switch (market) {
            case SPOT -> base + "-USDT " + price + " " + number % 7;
            case SWAP -> base + (inverse ? "-USD-SWAP " + price + " 0 10" : "-USDT-SWAP " + price + " 1 0.1");
            case FUTURES -> base + (inverse ? "-USD-261225 " + price + " 0 10" : "-USD_UM-261225 " + price + " 0 0.1");
        };
    }

    private static Instrument instrument(final SymbolRow row) {
        final boolean contracts = row.size() > 3;
        final String[] names = row.word(0).split("-", -1);
        return row.instrument(
                row.word(0),
                names[0],
                names[1].replace("_UM", ""),
                kind(contracts, names[1]),
                1,
                row.number(2),
                contracts ? row.decimal(3) : BigDecimal.ONE,
                SymbolRow.LARGEST_TRADE);
    }

    private static Instrument.Kind kind(final boolean contracts, final String quote) {
        if (!contracts) {
            return Instrument.Kind.BASE;
        }
        return quote.equals("USD") ? Instrument.Kind.INVERSE : Instrument.Kind.LINEAR;
    }
}
