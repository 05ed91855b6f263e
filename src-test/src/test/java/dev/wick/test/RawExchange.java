package dev.wick.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * As little of Binance's spot market as an engine needs: it acknowledges every request and then sends what the test wants,
 * however wrong. The symbols BTCUSDT and ETHUSDT trade; REST knows no candle, unless told otherwise.
 */
final class RawExchange implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Streams streams = new Streams();
    private final HttpServer rest;
    private volatile String exchangeInfo = "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\"},"
            + "{\"symbol\":\"ETHUSDT\",\"status\":\"TRADING\"}]}";
    private volatile String klines = "[]";
    private final AtomicInteger klineRequests = new AtomicInteger();

    RawExchange() {
        try {
            rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        rest.createContext("/api/v3/exchangeInfo", exchange -> answer(exchange, exchangeInfo));
        rest.createContext("/api/v3/time", exchange -> answer(exchange, "{\"serverTime\":" + nowMs() + "}"));
        rest.createContext("/api/v3/klines", exchange -> {
            klineRequests.incrementAndGet();
            answer(exchange, klines);
        });
        rest.start();
        streams.setReuseAddr(true);
        streams.start();
        streams.awaitStart();
    }

    String wsUrl() {
        return "ws://127.0.0.1:" + streams.getPort();
    }

    String restUrl() {
        return "http://127.0.0.1:" + rest.getAddress().getPort();
    }

    /** The market's time, which is the machine's. */
    static long nowMs() {
        return System.currentTimeMillis();
    }

    /** How many requests it has acknowledged. */
    int subscriptions() {
        return subscriptions.get();
    }

    /** How often candles were asked for by REST. */
    int klineRequests() {
        return klineRequests.get();
    }

    /** What {@code exchangeInfo} answers from now on. */
    RawExchange exchangeInfo(final String body) {
        exchangeInfo = body;
        return this;
    }

    /** What {@code klines} answers from now on. */
    RawExchange klines(final String body) {
        klines = body;
        return this;
    }

    /** Sends a text frame to every connection. */
    void send(final String text) {
        streams.broadcast(text);
    }

    /** Sends a binary frame to every connection. */
    void send(final byte[] bytes) {
        streams.broadcast(bytes);
    }

    /** A kline frame of the 1m candle with these numbers, as they are to stand in the frame. */
    static String kline(
            final String symbol,
            final long openTimeMs,
            final String open,
            final String high,
            final String low,
            final String close,
            final String volume,
            final int trades,
            final boolean closed) {
        return "{\"stream\":\"" + symbol.toLowerCase(Locale.ROOT) + "@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":"
                + (openTimeMs + 1_000 + trades) + ",\"s\":\"" + symbol + "\",\"k\":{\"t\":" + openTimeMs + ",\"T\":"
                + (openTimeMs + 59_999) + ",\"s\":\"" + symbol + "\",\"i\":\"1m\",\"f\":1,\"L\":" + trades
                + ",\"o\":\"" + open + "\",\"c\":\"" + close + "\",\"h\":\"" + high + "\",\"l\":\"" + low
                + "\",\"v\":\"" + volume + "\",\"n\":" + trades + ",\"x\":" + closed
                + ",\"q\":\"1\",\"V\":\"1\",\"Q\":\"1\",\"B\":\"0\"}}}";
    }

    private static void answer(final HttpExchange exchange, final String body) throws IOException {
        try (exchange) {
            final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        rest.stop(0);
        try {
            streams.stop(1_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Streams extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);

        Streams() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            setDaemon(true);
        }

        void awaitStart() {
            try {
                if (!started.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the raw exchange did not start");
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onOpen(final WebSocket connection, final ClientHandshake handshake) {}

        @Override
        public void onMessage(final WebSocket connection, final String message) {
            final Matcher id = ID.matcher(message);
            connection.send("{\"result\":null,\"id\":" + (id.find() ? id.group(1) : "null") + "}");
            subscriptions.incrementAndGet();
        }

        @Override
        public void onClose(final WebSocket connection, final int code, final String reason, final boolean remote) {}

        @Override
        public void onError(final WebSocket connection, final Exception error) {}

        @Override
        public void onStart() {
            started.countDown();
        }
    }
}
