package dev.wick.adapters.sim.market;

/** Instruments for tests: one counted in coins, one in contracts. */
final class Instruments {
    static final Instrument LINEAR = Instrument.inBase("BTCUSDT", "BTC", "USDT", 2, 5, 8_400_000, 2_380, true);
    static final Instrument INVERSE = Instrument.inverse("BTCUSD_PERP", "BTC", "USD", 1, 100, 840_000, 20, true);

    private Instruments() {}
}
