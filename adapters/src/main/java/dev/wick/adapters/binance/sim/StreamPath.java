package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.RestServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a WebSocket path asks for: {@code /ws}, {@code /ws/a/b}, {@code /stream}, {@code /stream?streams=a/b}, on usdm behind
 * {@code /market}, {@code /public} or {@code /private}. Immutable.
 *
 * @param known whether the exchange serves it at all
 * @param combined whether frames carry the stream's name
 * @param delivers whether klines come on it: on usdm only behind {@code /market}, everything else acknowledges and is silent
 * @param streams asked for at once
 */
record StreamPath(boolean known, boolean combined, boolean delivers, List<String> streams) {
    /** The real gateway takes about 8 kB. */
    private static final int MAX_LENGTH = 8_192;

    private static final StreamPath UNKNOWN = new StreamPath(false, false, false, List.of());

    /** Reads a path and query. */
    static StreamPath of(final BinanceMarket market, final String resource) {
        if (resource.length() > MAX_LENGTH) {
            return UNKNOWN;
        }
        final int question = resource.indexOf('?');
        final String path = question < 0 ? resource : resource.substring(0, question);
        final String query = question < 0 ? "" : resource.substring(question + 1);
        final String route = route(market, path);
        final String access = path.substring(route.length());
        final boolean delivers = market != BinanceMarket.USDM || route.equals("/market");
        if (access.equals("/stream") || access.equals("/stream/")) {
            final String streams = RestServer.parameters(query).getOrDefault("streams", "");
            return new StreamPath(true, true, delivers, split(streams));
        }
        if (access.equals("/ws") || access.startsWith("/ws/")) {
            return new StreamPath(true, false, delivers, split(decoded(access.substring(3))));
        }
        return UNKNOWN;
    }

    private static String route(final BinanceMarket market, final String path) {
        if (market == BinanceMarket.SPOT) {
            return "";
        }
        for (final String route : List.of("/market", "/public", "/private")) {
            if (path.startsWith(route + "/") && (market == BinanceMarket.USDM || route.equals("/market"))) {
                return route;
            }
        }
        return "";
    }

    private static List<String> split(final String joined) {
        final List<String> streams = new ArrayList<>();
        for (final String stream : joined.split("/", -1)) {
            if (!stream.isEmpty()) {
                streams.add(stream);
            }
        }
        return streams;
    }

    private static String decoded(final String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return path;
        }
    }
}
