package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.SymbolRow;
import dev.wick.adapters.sim.SymbolRows;
import dev.wick.adapters.sim.market.Instrument;
import java.math.BigDecimal;
import java.util.List;

/** What each market lists: its best-known symbols first, then invented ones, and at the end two that do not trade. */
final class GateSymbols {
    /** Symbol, price with the tick's decimals, decimals of a quantity. */
    private static final String SPOT = "BTC_USDT 84012.3 6,ETH_USDT 2790.41 4,GT_USDT 11.237 3,SOL_USDT 127.33 3,"
            + "XRP_USDT 1.9834 1,DOGE_USDT 0.14321 0,ETH_BTC 0.03321 4,BTC_USDC 84009.8 6,币安人生_USDT 0.12731 1,"
            + "PEPE_USDT 0.00000437 0,ADA_USDT 0.4107 1,TRX_USDT 0.2751 1,AVAX_USDT 13.42 2,LINK_USDT 12.37 2,"
            + "TON_USDT 1.512 2,SHIB_USDT 0.00000812 0,DOT_USDT 2.281 2,LTC_USDT 82.14 3,BCH_USDT 531.7 3,"
            + "UNI_USDT 6.012 2,NEAR_USDT 1.874 1,APT_USDT 2.311 2,ICP_USDT 4.012 2,ETC_USDT 13.21 2,XLM_USDT 0.2291 0,"
            + "HBAR_USDT 0.1342 0,FIL_USDT 1.602 2,ARB_USDT 0.2113 1,OP_USDT 0.3221 2,ATOM_USDT 2.431 2,"
            + "INJ_USDT 5.912 2,SUI_USDT 1.4021 1,AAVE_USDT 162.4 3,SEI_USDT 0.1321 1,MAG7XON_USDT 31.4502 2";

    /** Contract, price, base currency of one contract, decimals of a number of contracts: since 2025 some have. */
    private static final String UM = "BTC_USDT 84021.1 0.0001 0,ETH_USDT 2790.82 0.01 1,DOGE_USDT 0.14322 10 0,"
            + "PEPE_USDT 0.000004371 10000000 0,SOL_USDT 127.33 1 0,XRP_USDT 1.9836 10 0,AAPL_USDT 271.35 0.01 2,"
            + "BNB_USDT 842.1 0.001 0,ADA_USDT 0.4108 10 0,AVAX_USDT 13.422 1 0,LINK_USDT 12.373 1 0,LTC_USDT 82.15 0.1 0,"
            + "BCH_USDT 531.74 0.01 0,TRX_USDT 0.27512 100 0,DOT_USDT 2.282 1 0,NEAR_USDT 1.874 1 0,KNC_USDT 0.6089 1 0,"
            + "OOKI_USDT 0.003011 10 0,SUI_USDT 1.4023 1 0,TON_USDT 1.5121 1 0,币安人生_USDT 0.12735 10 0";

    /** Contract and price. The real market lists this one alone. */
    private static final String CM = "BTC_USD 84019.3";

    private static final String HALTED_SPOT = "POOLX_USDT 0.012301 0,FTT_USDT 0.6123 2";
    private static final String HALTED_UM = "SRM_USDT 0.0123 10 0,NEWLY_USDT 1.123 1 0";
    private static final String HALTED_CM = "ETH_USD 2790.6,XRP_USD 1.9835";

    /** What the largest trade is worth where BTC is the quote currency. */
    private static final BigDecimal LARGEST_TRADE_IN_BTC = new BigDecimal("0.02");

    private GateSymbols() {}

    /** So many that trade, and two that do not. */
    static List<Instrument> list(final GateMarket market, final int count) {
        return SymbolRows.list(
                known(market),
                halted(market),
                count,
                number -> invented(market, number),
                row -> instrument(market, row));
    }

    private static String known(final GateMarket market) {
        return switch (market) {
            case SPOT -> SPOT;
            case UM -> UM;
            case CM -> CM;
        };
    }

    private static String halted(final GateMarket market) {
        return switch (market) {
            case SPOT -> HALTED_SPOT;
            case UM -> HALTED_UM;
            case CM -> HALTED_CM;
        };
    }

    private static String invented(final GateMarket market, final int number) {
        final String base = SymbolRows.inventedBase(number);
        final String price = SymbolRows.inventedPrice(number);
        return switch (market) {
            case SPOT -> base + "_USDT " + price + " " + number % 4;
            case UM ->
                base + "_USDT " + price + " "
                        + BigDecimal.ONE.movePointLeft(number % 5 - 2).toPlainString() + " " + number % 2;
            case CM -> base + "_USD " + price;
        };
    }

    private static Instrument instrument(final GateMarket market, final SymbolRow row) {
        final String symbol = row.word(0);
        final int underscore = symbol.lastIndexOf('_');
        final String base = symbol.substring(0, underscore);
        final String quote = symbol.substring(underscore + 1);
        if (market == GateMarket.CM) {
            return row.inverse(symbol, base, quote, 1, 1);
        }
        return row.instrument(
                symbol,
                base,
                quote,
                market == GateMarket.UM ? Instrument.Kind.LINEAR : Instrument.Kind.BASE,
                1,
                row.number(row.size() - 1),
                market == GateMarket.UM ? row.decimal(2) : BigDecimal.ONE,
                quote.equals("BTC") ? LARGEST_TRADE_IN_BTC : SymbolRow.LARGEST_TRADE);
    }
}
