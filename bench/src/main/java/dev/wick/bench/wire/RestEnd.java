package dev.wick.bench.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.EpochClock;

/** The exchange's REST side, as far as the engine asks: its clock, its symbols, its bars. Threads of its own. */
final class RestEnd implements AutoCloseable {
    private static final int DEFAULT_ROWS = 500;
    private static final Pattern NO_DIGITS = Pattern.compile("\\D");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        final Thread thread = new Thread(task, "exchange-rest");
        thread.setDaemon(true);
        return thread;
    });
    private final KlineMarket market;
    private final EpochClock clock;
    private final byte[] symbols;

    /** Listens on a free port of loopback. */
    RestEnd(final KlineMarket market, final EpochClock clock) throws IOException {
        this.market = market;
        this.clock = clock;
        symbols = IntStream.range(0, market.series())
                .mapToObj(i -> "{\"symbol\":\"" + KlineMarket.symbol(i) + "\",\"status\":\"TRADING\"}")
                .collect(Collectors.joining(",", "{\"symbols\":[", "]}"))
                .getBytes(StandardCharsets.US_ASCII);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v3/time", exchange -> answer(exchange, time()));
        server.createContext("/api/v3/exchangeInfo", exchange -> answer(exchange, symbols));
        server.createContext("/api/v3/klines", exchange -> answer(exchange, klines(exchange.getRequestURI())));
        server.start();
    }

    /** Where it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    private byte[] time() {
        return ("{\"serverTime\":" + clock.time() + "}").getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] klines(final URI uri) {
        final Map<String, String> query = Stream.of(uri.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        final int series =
                Integer.parseInt(NO_DIGITS.matcher(query.get("symbol")).replaceAll(""));
        return market.rows(
                        series,
                        Long.parseLong(query.getOrDefault("startTime", "0")),
                        Long.parseLong(query.getOrDefault("endTime", Long.toString(Long.MAX_VALUE))),
                        Integer.parseInt(query.getOrDefault("limit", Integer.toString(DEFAULT_ROWS))),
                        clock.time())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void answer(final HttpExchange exchange, final byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
