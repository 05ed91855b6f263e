package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.SymbolRow;
import dev.wick.adapters.sim.SymbolRows;
import dev.wick.adapters.sim.market.Instrument;
import java.util.List;

/** What each market lists: its best-known symbols first, then invented ones, and at the end two that do not trade. */
final class BybitSymbols {
    /** Symbol, base, quote, price, lot decimals; the price's decimals are those of the tick. */
    private static final String SPOT =
            "BTCUSDT BTC USDT 84010.1 6,ETHUSDC ETH USDC 2790.43 5,SOLUSDT SOL USDT 127.33 3,"
                    + "BTCUSDC BTC USDC 84013.2 6,XRPUSDT XRP USDT 1.9835 2,ETHUSDT ETH USDT 2790.41 5,"
                    + "DOGEUSDT DOGE USDT 0.14322 1,MNTUSDT MNT USDT 1.0218 2,PEPEUSDT PEPE USDT 0.00000437 0,"
                    + "SUIUSDT SUI USDT 1.4021 2,ADAUSDT ADA USDT 0.4107 2,TRXUSDT TRX USDT 0.27512 2,"
                    + "LTCUSDT LTC USDT 82.14 5,LINKUSDT LINK USDT 12.372 3,AVAXUSDT AVAX USDT 13.42 3,"
                    + "SOLUSDC SOL USDC 127.35 3,ETHBTC ETH BTC 0.033214 3,TONUSDT TON USDT 1.512 2,"
                    + "APTUSDT APT USDT 2.311 2,ARBUSDT ARB USDT 0.2113 2";

    private static final String LINEAR =
            "BTCUSDT BTC USDT 84021.1 3,ETHUSDT ETH USDT 2790.82 2,1000PEPEUSDT 1000PEPE USDT 0.004371 0,"
                    + "ETHPERP ETH USDC 2791.05 3,BTCUSDT-25DEC26 BTC USDT 84402.5 3,BTC-25DEC26 BTC USDC 84411.5 3,"
                    + "SOLUSDT SOL USDT 127.330 1,XRPUSDT XRP USDT 1.9836 1,DOGEUSDT DOGE USDT 0.14322 0,"
                    + "BTCPERP BTC USDC 84023.4 3,SUIUSDT SUI USDT 1.40230 0,ADAUSDT ADA USDT 0.4108 0,"
                    + "LINKUSDT LINK USDT 12.373 1,LTCUSDT LTC USDT 82.15 1,AVAXUSDT AVAX USDT 13.422 1,"
                    + "SOLPERP SOL USDC 127.352 1,BNBUSDT BNB USDT 842.10 2,1000BONKUSDT 1000BONK USDT 0.009812 0,"
                    + "ETHUSDT-26MAR27 ETH USDT 2823.90 2,TRXUSDT TRX USDT 0.27513 0";

    private static final String INVERSE = "BTCUSD BTC USD 84019.3 0,ETHUSD ETH USD 2790.62 0,XRPUSD XRP USD 1.9835 0,"
            + "BTCUSDZ26 BTC USD 84412.6 0,ETHUSDH27 ETH USD 2823.90 0,SOLUSD SOL USD 127.34 0,"
            + "DOTUSD DOT USD 2.281 0,ADAUSD ADA USD 0.4107 0,LTCUSD LTC USD 82.14 0,LINKUSD LINK USD 12.372 0,"
            + "DOGEUSD DOGE USD 0.14321 0,AVAXUSD AVAX USD 13.421 0";

    private static final String HALTED_SPOT = "LUNCUSDT LUNC USDT 0.00005211 2,FTTUSDT FTT USDT 0.6123 2";
    private static final String HALTED_LINEAR = "SRMUSDT SRM USDT 0.01231 0,BTCUSDT-25SEP26 BTC USDT 83998.1 3";
    private static final String HALTED_INVERSE = "BTCUSDU26 BTC USD 83998.1 0,EOSUSD EOS USD 0.411 0";

    private BybitSymbols() {}

    /** So many that trade, and two that do not. */
    static List<Instrument> list(final BybitMarket market, final int count) {
        return SymbolRows.list(
                known(market),
                halted(market),
                count,
                number -> invented(market, number),
                row -> instrument(market, row));
    }

    private static String known(final BybitMarket market) {
        return switch (market) {
            case SPOT -> SPOT;
            case LINEAR -> LINEAR;
            case INVERSE -> INVERSE;
        };
    }

    private static String halted(final BybitMarket market) {
        return switch (market) {
            case SPOT -> HALTED_SPOT;
            case LINEAR -> HALTED_LINEAR;
            case INVERSE -> HALTED_INVERSE;
        };
    }

    private static String invented(final BybitMarket market, final int number) {
        final String base = SymbolRows.inventedBase(number);
        final String quote = market == BybitMarket.INVERSE ? "USD" : "USDT";
        final String price = SymbolRows.inventedPrice(number);
        return base + quote + " " + base + " " + quote + " " + price + " " + number % 4;
    }

    private static Instrument instrument(final BybitMarket market, final SymbolRow row) {
        return market == BybitMarket.INVERSE
                ? row.inverse(row.word(0), row.word(1), row.word(2), 3, 1)
                : row.inBase(row.word(0), row.word(1), row.word(2), 3);
    }
}
