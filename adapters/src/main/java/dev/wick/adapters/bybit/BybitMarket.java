package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.ContractType;
import java.util.Locale;

/**
 * Bybit's three markets. Immutable; any thread.
 *
 * <p>Sources: {@code docs/v5/websocket/wss-authentication.mdx} and {@code docs/v5/market} of bybit-exchange/docs, 2026-07.
 */
public enum BybitMarket {
    /** Ten topics in a request at most; its list of symbols comes in one piece. */
    SPOT(10),
    /** USDT and USDC contracts, perpetual and dated. */
    LINEAR(100),
    /** Contracts of 1 USD that settle in the base coin, perpetual and dated. */
    INVERSE(100);

    /** Scheme and host of the streams. */
    static final String WS_URL = "wss://stream.bybit.com";

    /** Scheme and host of REST. */
    static final String REST_URL = "https://api.bybit.com";

    private final int topicsPerMessage;

    BybitMarket(final int topicsPerMessage) {
        this.topicsPerMessage = topicsPerMessage;
    }

    /** The market of one of {@link dev.wick.adapters.feed.Exchange#BYBIT}'s contract types. */
    public static BybitMarket of(final ContractType contractType) {
        return switch (contractType.name()) {
            case "spot" -> SPOT;
            case "linear" -> LINEAR;
            case "inverse" -> INVERSE;
            default -> throw new IllegalArgumentException("bybit has no contract type " + contractType);
        };
    }

    /** What REST calls it. */
    String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path of its public topics. */
    String streamPath() {
        return "/v5/public/" + category();
    }

    /** The most topics in one request; documented for spot alone, elsewhere so few that a bad one costs little. */
    int topicsPerMessage() {
        return topicsPerMessage;
    }

    /** Whether {@code volume} counts contracts of 1 USD, and {@code turnover} is then the base volume. */
    boolean countsContracts() {
        return this == INVERSE;
    }
}
