package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.ContractType;

/** The two kinds of coins; both are had at one address, and told apart by their names. */
enum HyperMarket {
    /** Perpetuals: called usdm, and coinm by those who come from other exchanges; there is only the one kind. */
    PERP,
    SPOT;

    static final String WS_URL = "wss://api.hyperliquid.xyz";
    static final String WS_PATH = "/ws";
    static final String REST_URL = "https://api.hyperliquid.xyz";
    static final String REST_PATH = "/info";

    /** The market of a contract type. */
    static HyperMarket of(final ContractType type) {
        return type.name().equals("spot") ? SPOT : PERP;
    }
}
