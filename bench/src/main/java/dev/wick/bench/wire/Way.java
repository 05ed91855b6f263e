package dev.wick.bench.wire;

import java.util.Locale;

/** What a candle can go through on its way from the exchange to the subscriber. */
enum Way {
    /** Nothing: the subscriber is connected to the exchange itself. */
    DIRECT,
    /** Two plain blocking sockets and a loop that copies: the limit for anything in between. */
    BARE,
    /** Java-WebSocket as everybody uses it: a client's {@code onMessage(String)}, a server's {@code broadcast(String)}. */
    RELAY,
    /** The engine, as it ships. */
    WICK;

    /** As it is called in figures. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
