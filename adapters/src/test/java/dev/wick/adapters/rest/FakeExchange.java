package dev.wick.adapters.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on loopback that answers as a test wants it to, and remembers what it was asked. */
public final class FakeExchange implements AutoCloseable {
    /** What to answer. */
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        public static Reply json(final String body) {
            return of(200, body, Map.of("Content-Type", "application/json"));
        }

        public static Reply of(final int status, final String body) {
            return of(status, body, Map.of());
        }

        public static Reply of(final int status, final String body, final Map<String, String> headers) {
            return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Decides what to answer; may wait. */
    @FunctionalInterface
    public interface Script {
        Reply answer(String path, String query) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile Script script;

    public FakeExchange(final Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try (exchange) {
            if ("POST".equals(exchange.getRequestMethod())) {
                posted.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            final Reply reply = script.answer(
                    exchange.getRequestURI().getPath(), exchange.getRequestURI().getRawQuery());
            inFlight.decrementAndGet();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void script(final Script newScript) {
        script = newScript;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Path and query of each request so far. */
    public List<String> requests() {
        return requests;
    }

    /** Content type and body of each POST so far. */
    public List<String> posted() {
        return posted;
    }

    public int inFlight() {
        return inFlight.get();
    }

    public int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
