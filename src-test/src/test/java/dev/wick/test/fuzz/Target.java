package dev.wick.test.fuzz;

import dev.wick.adapters.feed.Exchange;
import java.util.Locale;
import java.util.function.Consumer;

/** What is fuzzed: each takes any bytes, and breaks off if a rule is broken. */
enum Target {
    BINANCE_FRAMES(Exchange.BINANCE, new FrameFuzz(Exchange.BINANCE)::run),
    OKX_FRAMES(Exchange.OKX, new FrameFuzz(Exchange.OKX)::run),
    BYBIT_FRAMES(Exchange.BYBIT, new FrameFuzz(Exchange.BYBIT)::run),
    GATEIO_FRAMES(Exchange.GATEIO, new FrameFuzz(Exchange.GATEIO)::run),
    HYPERLIQUID_FRAMES(Exchange.HYPERLIQUID, new FrameFuzz(Exchange.HYPERLIQUID)::run),
    BINANCE_REST(Exchange.BINANCE, new RestFuzz(Exchange.BINANCE)::run),
    OKX_REST(Exchange.OKX, new RestFuzz(Exchange.OKX)::run),
    BYBIT_REST(Exchange.BYBIT, new RestFuzz(Exchange.BYBIT)::run),
    GATEIO_REST(Exchange.GATEIO, new RestFuzz(Exchange.GATEIO)::run),
    HYPERLIQUID_REST(Exchange.HYPERLIQUID, new RestFuzz(Exchange.HYPERLIQUID)::run),
    SUBSCRIPTIONS(null, SubscriptionFuzz::run),
    SETTINGS(null, SettingsFuzz::run),
    DECIMALS(null, TextFuzz::decimals),
    JSON(null, TextFuzz::json);

    private final Exchange exchange;

    @SuppressWarnings("ImmutableEnumChecker") // keeps no state between inputs
    private final Consumer<byte[]> run;

    Target(final Exchange exchange, final Consumer<byte[]> run) {
        this.exchange = exchange;
        this.run = run;
    }

    /** The name of its folders. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The exchange whose fixtures are its seeds; null if it has none. */
    Exchange exchange() {
        return exchange;
    }

    /** Whether its seeds are frames, and not answers. */
    boolean takesFrames() {
        return name().endsWith("_FRAMES");
    }

    /** Breaks off with a {@link Violation}, or whatever the reader throws, if a rule is broken. */
    void run(final byte[] input) {
        run.accept(input);
    }
}
