package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.SymbolRow;
import dev.wick.adapters.sim.SymbolRows;
import dev.wick.adapters.sim.market.Instrument;
import java.util.List;

/** What each market lists: its best-known symbols first, then invented ones, and at the end two that do not trade. */
final class BinanceSymbols {
    /** Base, price, lot decimals; the price's decimals are those of the tick. */
    private static final String SPOT =
            "BTC 84012.37 5,ETH 2790.41 4,BNB 842.15 3,SOL 127.33 3,XRP 1.9834 1,DOGE 0.14321 0,"
                    + "ADA 0.4107 1,TRX 0.2751 1,AVAX 13.42 2,LINK 12.37 2,TON 1.512 2,SHIB 0.00000812 0,DOT 2.281 2,LTC 82.14 3,"
                    + "BCH 531.7 3,UNI 6.012 2,NEAR 1.874 1,PEPE 0.00000437 0,APT 2.311 2,ICP 4.012 2,ETC 13.21 2,XLM 0.2291 0,"
                    + "HBAR 0.1342 0,FIL 1.602 2,ARB 0.2113 1,OP 0.3221 2,ATOM 2.431 2,INJ 5.912 2,SUI 1.4021 1,"
                    + "币安人生 0.1273 1,AAVE 162.4 3,SEI 0.1321 1,TIA 0.5912 2,RUNE 0.6021 1,ALGO 0.1398 0,FTM 0.3121 0,"
                    + "GRT 0.0501 0,SAND 0.1487 0,MANA 0.1612 0,AXS 0.981 2,EOS 0.4112 1,THETA 0.3512 1,XTZ 0.5012 1,"
                    + "CRV 0.4231 1,LDO 0.7012 2,WLD 0.6123 1";

    private static final String USDM =
            "BTC 84021.10 3,ETH 2790.82 3,SOL 127.3300 2,BNB 842.150 2,XRP 1.9836 1,DOGE 0.143220 0,"
                    + "1000PEPE 0.0043710 0,ADA 0.41080 0,AVAX 13.4220 0,LINK 12.373 2,SUI 1.402300 1,LTC 82.15 3,BCH 531.74 3,"
                    + "TRX 0.27512 0,DOT 2.282 1,NEAR 1.8740 0,APT 2.31150 1,ARB 0.211310 1,OP 0.3222100 1,FIL 1.6023 1,"
                    + "ETC 13.212 2,INJ 5.912000 1,WLD 0.6124000 0,SEI 0.1321400 0,TIA 0.5913000 0,ATOM 2.431 2,UNI 6.0130 0,"
                    + "AAVE 162.450 1,1000SHIB 0.0081230 0,币安人生 0.127350 1,ICP 4.0130 0,HBAR 0.134250 0,XLM 0.229150 0,"
                    + "1000BONK 0.0098120 0,ENA 0.2512000 0,ORDI 4.123000 1,RUNE 0.6023000 0,GALA 0.0073500 0,SAND 0.148720 0,"
                    + "AXS 0.98120 0,CRV 0.423 1,LDO 0.701300 0,JUP 0.231200 0,PYTH 0.0812000 0,STRK 0.1123000 1";
    /** Contract and price; BTC contracts are worth 100 USD, all others 10. */
    private static final String COINM =
            "BTCUSD_PERP 84019.3,ETHUSD_PERP 2790.62,BNBUSD_PERP 842.180,SOLUSD_PERP 127.340,"
                    + "XRPUSD_PERP 1.9835,DOGEUSD_PERP 0.143210,ADAUSD_PERP 0.41075,LINKUSD_PERP 12.372,LTCUSD_PERP 82.14,"
                    + "BCHUSD_PERP 531.72,DOTUSD_PERP 2.281,AVAXUSD_PERP 13.421,ETCUSD_PERP 13.210,TRXUSD_PERP 0.27511,"
                    + "UNIUSD_PERP 6.0120,FILUSD_PERP 1.602,ATOMUSD_PERP 2.431,NEARUSD_PERP 1.874,XLMUSD_PERP 0.22912,"
                    + "SUIUSD_PERP 1.4022,APTUSD_PERP 2.3113,AAVEUSD_PERP 162.42,ARBUSD_PERP 0.2113,OPUSD_PERP 0.3222,"
                    + "WLDUSD_PERP 0.6123,ICPUSD_PERP 4.012,ALGOUSD_PERP 0.1398,EOSUSD_PERP 0.411,BTCUSD_261225 84412.6,"
                    + "ETHUSD_261225 2803.71,BTCUSD_270326 85011.2,ETHUSD_270326 2823.90";

    private static final String HALTED_SPOT = "LUNC 0.00005211 2,FTT 0.6123 2";
    private static final String HALTED_USDM = "SRM 0.012300 1,RAY 1.12300 1";
    private static final String HALTED_COINM = "BTCUSD_260925 83998.1,FTMUSD_PERP 0.3121";

    private BinanceSymbols() {}

    /** So many that trade, and two that do not. */
    static List<Instrument> list(final BinanceMarket market, final int count) {
        return SymbolRows.list(
                known(market),
                halted(market),
                count,
                number -> invented(market, number),
                row -> instrument(market, row));
    }

    private static String known(final BinanceMarket market) {
        return switch (market) {
            case SPOT -> SPOT;
            case USDM -> USDM;
            case COINM -> COINM;
        };
    }

    private static String halted(final BinanceMarket market) {
        return switch (market) {
            case SPOT -> HALTED_SPOT;
            case USDM -> HALTED_USDM;
            case COINM -> HALTED_COINM;
        };
    }

    private static String invented(final BinanceMarket market, final int number) {
        final String base = SymbolRows.inventedBase(number);
        final String price = SymbolRows.inventedPrice(number);
        return market == BinanceMarket.COINM ? base + "USD_PERP " + price : base + " " + price + " " + number % 4;
    }

    private static Instrument instrument(final BinanceMarket market, final SymbolRow row) {
        final String name = row.word(0);
        if (market == BinanceMarket.COINM) {
            final String base = name.substring(0, name.indexOf("USD_"));
            return row.inverse(name, base, "USD", 1, base.equals("BTC") ? 100 : 10);
        }
        return row.inBase(name + "USDT", name, "USDT", 1);
    }
}
